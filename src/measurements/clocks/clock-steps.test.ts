import { expect, test } from 'vitest'
import { parseClockSteps } from './clock-steps.ts'

test('the smallest step that is none of 0 is the resolution as it was seen', () => {
  const text =
    'refined-jiffies\n1795859893.565816 1795859893.617819 1795859893.621819 1795859893.621819 1795859893.625820\n'
  expect(parseClockSteps(text, 'c')).toEqual({ source: 'refined-jiffies', stepS: 0.004 })
})

test('a clock that stood still, went back or was not read is none', () => {
  expect(() => parseClockSteps('tsc\n10.5 10.5\n', 'c')).toThrow('a clock that moves')
  expect(() => parseClockSteps('tsc\n10.5 10.4\n', 'c')).toThrow('a clock that does not go back')
  expect(() => parseClockSteps('tsc\n', 'c')).toThrow('readings of the clock')
  expect(() => parseClockSteps('sh: cat: not found\n1 2\n', 'c')).toThrow('the name of a clock source')
})
