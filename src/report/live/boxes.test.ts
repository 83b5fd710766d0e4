import { expect, test } from 'vitest'
import { boxed } from './boxes.ts'

const caption = (text: string) => `<p class="caption"><b>${text}.</b> What is seen.</p>`
const box = (label: string) => `data-box tabindex="0" role="group" aria-label="${label}"`

test('a table has the name of its caption, and no caption but its own', () => {
  const table = '<div class="rows design"><table></table></div>'
  expect(boxed(`${caption('Table 3')}\n${table}`, 'Table')).toContain(`<div class="rows design" ${box('Table 3')}>`)
  expect(boxed(`${caption('Figure 1')}<p>Text.</p>\n${table}`, 'Table')).toContain(box('Table'))
  expect(boxed(`<p>Text.</p>\n<div class="plain"><table></table></div>`, 'Table')).toContain(box('Table'))
})

test('a drawing is as wide as it takes to read its smallest text, and has the name of the caption below it', () => {
  const svg = '<svg width="544"><text font-size="12.5">a</text><text font-size="9.6px">b</text></svg>'
  const html = boxed(`<div class="float figure" id="figure-colo">\n${svg}\n${caption('Figure 2')}\n</div>`, 'Table')
  expect(html).toBe(
    `<div class="float figure" id="figure-colo">\n<div class="chart" ${box('Figure 2')} style="--least:680px">${svg}</div>\n${caption('Figure 2')}\n</div>`,
  )
})

test('what was not measured has no box', () => {
  const html = `<div class="float figure" id="figure-x">\n<p class="not-measured">Not measured.</p>\n${caption('Figure 2')}\n</div>`
  expect(boxed(html, 'Table')).toBe(html)
})
