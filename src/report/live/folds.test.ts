import { expect, test } from 'vitest'
import { folded } from './folds.ts'

const part = (id: string, html: string) => ({ id, html, headings: [] })
const htmlOf = (id: string, html: string) => folded([part(id, html)])[0]?.html

test('chapters of the appendix are folded below their headings, its beginning is not', () => {
  expect(
    htmlOf('appendix', '<h1>Appendix</h1>\n<p>a</p>\n<h2 id="x">X</h2>\n<p>b</p>\n<h3>c</h3>\n<h2>Y</h2>\n<p>d</p>'),
  ).toBe(
    '<h1>Appendix</h1>\n<p>a</p>\n' +
      '<details class="fold"><summary><h2 id="x">X</h2></summary>\n<p>b</p>\n<h3>c</h3>\n</details>\n' +
      '<details class="fold"><summary><h2>Y</h2></summary>\n<p>d</p>\n</details>\n',
  )
})

test('a chapter that begins or ends within another element stays as it is', () => {
  const html = '<h1>Appendix</h1><section><h2>X</h2><p>b</p></section>'
  expect(htmlOf('appendix', html)).toBe(html)
})

test('notes on an argument are folded below their names, in no other part but the appendix, which is folded itself', () => {
  const note = (name: string) => `<p class="note"><b>${name}</b> text with <code>a</code></p>`
  const cell = `<td><p>meaning</p>${note('If left out')}${note('Security')}</td>`
  expect(htmlOf('section-A', cell)).toBe(
    `<td><p>meaning</p><details class="folded-notes"><summary>If left out · Security</summary>${note('If left out')}${note('Security')}</details></td>`,
  )
  expect(htmlOf('appendix', cell)).toBe(cell)
  expect(htmlOf('section-B', '<h1>B</h1><h2>X</h2><p>b</p>')).toBe('<h1>B</h1><h2>X</h2><p>b</p>')
})
