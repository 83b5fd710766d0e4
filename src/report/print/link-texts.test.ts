import { expect, test } from 'vitest'
import { linkTexts } from './link-texts.ts'

const html = `
<h1 id="section-A">A. The &amp; <code>x</code></h1>
<section class="step" id="step-a"><div><h3 id="section-A-1">1.1\u2003Make a bridge</h3></div></section>
<div class="float figure" id="figure-x">
<svg><text>y</text></svg>
<p class="caption"><b>Figure 1.</b> What is <em>seen</em>. And more.</p></div>
<ol><li id="reference-r">A. Author. <cite>Title</cite>. 2005. <a class="url" href="https://example.org/a?b&amp;c">example.org/a?b&amp;c</a></li></ol>
<a href="#place">over there</a> <a href="#place">again</a> <a href="https://example.org/">the example</a>`
const text = linkTexts(html)

test.each([
  ['#section-A', 'A. The & x'],
  ['#step-a', '1.1 Make a bridge'],
  ['#figure-x', 'Figure 1. What is seen'],
  ['#reference-r', 'A. Author. Title'],
  ['#place', 'over there'],
  ['https://example.org/a?b&c', 'https://example.org/a?b&c'],
  ['https://example.org/', 'the example'],
  ['#nowhere', '#nowhere'],
])('%s is said to lead to %s', (target, said) => expect(text(target)).toBe(said))

test('what is long is cut', () => {
  const long = linkTexts(`<h2 id="x">${'word '.repeat(60)}</h2>`)('#x')
  expect(long).toHaveLength(120)
  expect(long).toMatch(/word…$|wor…$|wo…$|w…$/)
})
