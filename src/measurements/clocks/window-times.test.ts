import { expect, test } from 'vitest'
import { parseWindowTimes } from './window-times.ts'

test('a window lasts from the middle of switching on to the middle of switching off', () => {
  const { seconds, errorS } = parseWindowTimes('100.00\n100.02\n102.03\n102.07\n', 'w')
  expect(seconds).toBeCloseTo(2.04, 6)
  expect(errorS).toBeCloseTo(0.03, 6)
})

test('readings that are missing or in another order are refused', () => {
  expect(() => parseWindowTimes('100\n101\n102\n', 'w')).toThrow('four readings')
  expect(() => parseWindowTimes('100\n101\n100.5\n103\n', 'w')).toThrow('follow one another')
  expect(() => parseWindowTimes('100\n101\nx\n103\n', 'w')).toThrow('seconds since the epoch')
})
