import { expect, test } from 'vitest'
import { numbersIn, printedAs } from './printed-numbers.ts'

test('numbers of a sentence are found with their decimals, and names that hold digits are none', () => {
  expect(numbersIn('e1000: \u22121,240.50\u00a0ms, 3 of 5, v7 and 0.5.').map(({ text }) => text)).toEqual([
    '\u22121,240.50',
    '3',
    '5',
    '0.5',
  ])
})

test('a value is found as it is printed, the one with the most decimals first', () => {
  expect(printedAs(12.345, '12 of them took 12.3\u00a0s')).toBe('12.3')
  expect(printedAs(1337.4, 'at 1,337 MB/s')).toBe('1,337')
  expect(printedAs(13.4, 'nothing of it: 13 or 13.3')).toBe('13')
  expect(printedAs(14.6, 'nothing of it: 14')).toBeNull()
})
