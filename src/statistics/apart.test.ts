import { expect, test } from 'vitest'
import { apart } from './apart.ts'

test('the one value that lies far from others that agree is told by its p-value', () => {
  const found = apart([1, 1.1, 0.9, 1.05, 0.95, 3])
  expect(found?.[5]?.difference).toBeCloseTo(2, 10)
  // t = 2 / (0.0790569 × √1.2) = 23.09 with 4 degrees of freedom: two-sided 2.08e-5, times 6.
  expect(found?.[5]?.correctedP).toBeGreaterThan(1e-4)
  expect(found?.[5]?.correctedP).toBeLessThan(1.5e-4)
  expect(found?.slice(0, 5).every(({ correctedP }) => correctedP > 0.5)).toBe(true)
})

test('three values need to differ by much, and two say nothing', () => {
  expect(apart([1, 2])).toBeNull()
  // With one degree of freedom hardly anything stands apart.
  expect(apart([1, 2, 4])?.every(({ correctedP }) => correctedP > 0.05)).toBe(true)
  expect(apart([1, 1, 1])?.map(({ correctedP }) => correctedP)).toEqual([1, 1, 1])
})
