import { expect, it } from 'vitest'
import { joinMarks } from './joined-marks.ts'

const disc = (x: number, y: number, fill = '#0072B2') =>
  `<path transform="translate(${x},${y})" d="M1.5,0A1.5,1.5,0,1,1,-1.5,0A1.5,1.5,0,1,1,1.5,0" fill="${fill}" stroke-width="2" opacity="1"/>`
const square = (x: number, y: number) =>
  `<path transform="translate(${x},${y})" d="M-1,-1h2v2h-2Z" fill="#D55E00" fill-opacity="0.8" stroke-width="2" opacity="1"/>`

it('joins discs of one colour into dots of a round pen, and leaves another colour beside them', () => {
  expect(joinMarks(`<g>${disc(1.23456, 2)}${disc(3, 4)}${disc(5, 6, '#ff0000')}</g>`)).toBe(
    '<g><path d="M1.23,2h.01M3,4h.01" fill="none" stroke-linecap="round" stroke-width="3" stroke="#0072B2" opacity="1"/>' +
      '<path d="M5,6h.01" fill="none" stroke-linecap="round" stroke-width="3" stroke="#ff0000" opacity="1"/></g>',
  )
})

it('joins squares with their opacity', () => {
  expect(joinMarks(square(10, 20) + square(30.5, 40))).toBe(
    '<path d="M9,19h2v2h-2ZM29.5,39h2v2h-2Z" fill="#D55E00" fill-opacity="0.8" stroke-width="2" opacity="1"/>',
  )
})

it('keeps hollow marks, other shapes and the order of what overlaps', () => {
  const hollow = disc(1, 1, 'transparent').replace('stroke-width', 'stroke="#9a9a9a" stroke-width')
  const triangle = '<path transform="translate(3.14159,4)" d="M0,2L-2,-2L2,-2Z" fill="#0072B2"/>'
  expect(joinMarks(hollow + triangle)).toBe(hollow + triangle.replace('3.14159', '3.14'))
})

it('rounds coordinates and no other numbers', () => {
  expect(joinMarks('<path d="M1.23456,7e3L-0.0004,2.5" stroke-opacity="0.12345"/>')).toBe(
    '<path d="M1.23,7e3L0,2.5" stroke-opacity="0.12345"/>',
  )
})
