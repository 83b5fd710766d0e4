import { expect, test } from 'vitest'
import { lean } from './lean-svg.ts'

const SVG = '<svg class="marks" width="10">'
const LEAN = `<svg class="marks" width="10" font-family="'Source Sans 3'">`

const line = (x: number, stroke: string) =>
  `<line transform="translate(${x},0)" x2="0" y2="-196.5" stroke="${stroke}" opacity="1"/>`

test('frames that nobody sees, and groups that say nothing, are left out', () => {
  const picture =
    '<g class="mark-group root"><g transform="translate(0,0)"><path class="background" d="M0,0h376v196h-376Z"/><g>' +
    '<g transform="translate(3,4)"><path d="M0,0" fill="#fff"/></g><g/></g><path class="foreground" d="" display="none"/></g></g>'
  expect(lean(`${SVG}${picture}</svg>`)).toBe(
    `${LEAN}<g transform="translate(3,4)"><path d="M0,0" fill="#fff"/></g></svg>`,
  )
})

test('a frame with a fill stays', () => {
  expect(lean(`${SVG}<path class="background" d="M0,0h3v3h-3Z" fill="#efede6"/></svg>`)).toBe(
    `${LEAN}<path d="M0,0h3v3h-3Z" fill="#efede6"/></svg>`,
  )
})

test('neighbouring lines of one look are one path, others stay apart', () => {
  expect(lean(`${SVG}${line(1, '#e4')}${line(2, '#e4')}${line(3, '#1a')}</svg>`)).toBe(
    `${LEAN}<path d="M1,0l0,-196.5M2,0l0,-196.5" stroke="#e4"/><path d="M3,0l0,-196.5" stroke="#1a"/></svg>`,
  )
})

test('lines that are written in another way are left as they are', () => {
  const odd = '<line transform="translate(1,0)" x2="1e-7" y2="3" stroke="#e4"/>'
  const both = `${line(1, '#e4').replace(' opacity="1"', '')}${odd}`
  expect(lean(`${SVG}${both}</svg>`)).toBe(`${LEAN}${both}</svg>`)
})

test('a text may say what looks like an attribute', () => {
  const text = `<text font-family="'Source Sans 3'" font-size="10px"> class="x" opacity="1"</text>`
  expect(lean(`${SVG}${text}</svg>`)).toBe(`${LEAN}<text font-size="10px"> class="x" opacity="1"</text></svg>`)
})
