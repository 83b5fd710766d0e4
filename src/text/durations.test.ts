import { expect, test } from 'vitest'
import { formatDuration, formatElapsed, formatEstimate } from './durations.ts'

test('a measured duration has the digits that it is worth', () => {
  expect([0.42, 84.21, 999.4, 1000, 59_600, 119_900, 120_000, 125_400].map(formatDuration)).toEqual([
    '0.420\u00a0ms',
    '84.2\u00a0ms',
    '999\u00a0ms',
    '1.00\u00a0s',
    '59.6\u00a0s',
    '120\u00a0s',
    '2.00\u00a0min',
    '2.00\u00a0min 5.00\u00a0s',
  ])
})

test('an estimate knows of no seconds', () => {
  expect([45_000, 271_000, 5_000_000, 7_500_000].map(formatEstimate)).toEqual([
    '0.75 min',
    '4.5 min',
    '83 min',
    '125 min',
  ])
})

test('time that goes by is counted in whole seconds', () => {
  expect([400, 59_400, 59_600, 125_000].map(formatElapsed)).toEqual(['0 s', '59 s', '1 min 00 s', '2 min 05 s'])
})
