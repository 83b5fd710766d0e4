import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readCsv } from '../testing/csv-reader.ts'
import { csvOf } from './csv.ts'

test('a line for the headings and one for each row, numbers at full precision, nothing where there is nothing', () => {
  expect(
    csvOf(
      ['a', 'b'],
      [
        [1 / 3, 'x'],
        [null, 'µs, “1” \u2212 2'],
        [-1.5e-9, 'a "b"\nc'],
      ],
    ),
  ).toBe('a,b\r\n0.3333333333333333,x\r\n,"µs, “1” \u2212 2"\r\n-1.5e-9,"a ""b""\nc"\r\n')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', "'quoted", '=HYPERLINK("x","y")', '-enable-kvm'])(
  'no spreadsheet takes the text %j for a formula, and it can be read back',
  (text) => {
    const written = csvOf(['a'], [[text]])
    expect(written.split('\r\n')[1]?.replace(/^"/, '')).toMatch(/^'/)
    expect(readCsv(written)).toEqual([['a'], [text]])
  },
)

test('a number that begins with a sign is a number', () => {
  expect(csvOf(['a'], [[-1]])).toBe('a\r\n-1\r\n')
})

test('whatever is written is read back', () => {
  const text = fc.string({ unit: 'grapheme' })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(text, fc.double({ noNaN: true, noDefaultInfinity: true })), { minLength: 1 }),
      (rows) => {
        const [, ...read] = readCsv(csvOf(['text', 'number'], rows))
        expect(read.map(([first]) => first)).toEqual(rows.map(([first]) => first))
        // -0 is written as 0, as JSON has it.
        expect(read.map(([, second]) => Number(second) + 0)).toEqual(rows.map(([, second]) => second + 0))
      },
    ),
  )
})
