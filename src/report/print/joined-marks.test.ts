import { expect, it } from 'vitest'
import { withJoinedMarks } from './joined-marks.ts'

const mark = (number: number, text: string) => `/P <</MCID ${number} >>BDC\n${text}\nEMC\n`
/** Marks 0, 1 and 2 are of one tag, in this order; 3 is of another. */
const joined = (content: string) => withJoinedMarks(content, (one, earlier) => one === earlier + 1 && one < 3)

it('makes one of marks that follow one another in one tag, colours between them', () =>
  expect(joined(`${mark(0, 'a')}1 0 0 rg\n${mark(1, 'b')}${mark(2, 'c')}${mark(3, 'd')}`)).toEqual({
    content: `/P <</MCID 0 >>BDC\na\n1 0 0 rg\nb\nc\nEMC\n${mark(3, 'd')}`,
    joined: [1, 2],
  }))

it('keeps marks apart between which something is painted or marked otherwise, or which stand in another order', () => {
  for (const content of [
    `${mark(0, 'a')}0 0 m\n1 1 l\nS\n${mark(1, 'b')}`,
    `${mark(0, 'a')}q\n${mark(1, 'b')}Q\n`,
    `${mark(0, 'a')}/Artifact <</Type /Layout>> BDC\nS\nEMC\n${mark(1, 'b')}`,
    `${mark(1, 'b')}${mark(0, 'a')}`,
  ])
    expect(joined(content)).toEqual({ content, joined: [] })
})

it('looks past marks within one, as around a no-break space', () => {
  const inner = 'a\n/Span<</ActualText <FEFF00A0> >> BDC\nb\nEMC\nc'
  expect(joined(mark(0, inner) + mark(1, inner)).content).toBe(`/P <</MCID 0 >>BDC\n${inner}\n${inner}\nEMC\n`)
})
