import { expect, test } from 'vitest'
import { type Part, partsHtml, runningHeads } from './parts.ts'

const part = (id: string, title: string, html = ''): Part => ({
  id,
  html: `<h1 id="${id}">${title}</h1>${html}`,
  headings: [{ level: 1, id, html: title }],
})

const PARTS = [
  part('section-D', 'D. Four: more'),
  part('section-E', 'E. Five: <em>more</em>'),
  part('section-F', 'F. Six'),
  part('references', 'References'),
  part('appendix', 'Appendix'),
]

test('each section has its own running head; the appendix goes on where the references end, under a head for both', () => {
  const places = partsHtml(PARTS).map((html) => /^<section class="([^"]*)" style="page:([^"]*)">/.exec(html)?.slice(1))
  expect(places).toEqual([
    ['part part-section-D', 'section-D'],
    ['part part-section-E', 'section-E'],
    ['part part-section-F', 'section-F'],
    ['part part-references', 'references'],
    ['part part-appendix runs-on', 'references'],
  ])
  const css = runningHeads(PARTS, '1', null)
  expect([...css.matchAll(/@page (\S+)\{@top-left\{content:"([^"]*)"/g)].map((found) => found.slice(1))).toEqual([
    ['section-D', 'D. Four: more'],
    ['section-E', 'E. Five: more'],
    ['section-F', 'F. Six'],
    ['references', 'References · Appendix'],
  ])
})

test('the mark of an example has a place of its own beside the running head', () => {
  expect(runningHeads(PARTS, '1', 'EXAMPLE')).toContain('@top-right{content:"EXAMPLE"}')
  expect(runningHeads(PARTS, '1', null)).not.toContain('@top-right')
})

test('no name within code is parted at its hyphens', () => {
  const text = '<p><code>x-checkpoint-delay</code> <code>perf stat -e &lt;a-b&gt;</code></p>'
  expect(partsHtml([part('section-A', 'A. One', text)]).join()).toContain(
    '<p><code><span class="option">x-checkpoint-delay</span></code> ' +
      '<code>perf stat <span class="option">-e</span> <span class="option">&lt;a-b&gt;</span></code></p>',
  )
})

test('code goes on in the next line behind signs that separate', () => {
  const text =
    '<p><code>tap,id=net0</code> <code>tcp:0:4400</code> <code>http://a/b</code> <code>x</code></p><pre><code>a=b</code></pre>'
  expect(partsHtml([part('section-A', 'A. One', text)]).join()).toContain(
    '<p><code>tap,<wbr>id=<wbr>net0</code> <code>tcp:<wbr>0:<wbr>4400</code> <code><span class="option">http://a/</span><wbr>b</code> ' +
      '<code>x</code></p><pre><code>a=b</code></pre>',
  )
})
