import { expect, test } from 'vitest'
import { nestedShares } from './nested-variance.ts'
import { createRandom } from './random.ts'

test('shares are those of an analysis by hand', () => {
  // Mean squares 200, 16 and 2 with 1, 2 and 4 degrees of freedom: components 46, 7 and 2.
  const shares = nestedShares([
    [
      [0, 2],
      [4, 6],
    ],
    [
      [10, 12],
      [14, 16],
    ],
  ])
  expect(shares?.outer).toBeCloseTo(46 / 55, 12)
  expect(shares?.middle).toBeCloseTo(7 / 55, 12)
  expect(shares?.inner).toBeCloseTo(2 / 55, 12)
})

test('with one value in each group of the middle level what lies below it is not told apart', () => {
  // Mean squares 100 and 8 with 1 and 2 degrees of freedom, two values in each: components 46 and 8.
  const shares = nestedShares([
    [[1], [5]],
    [[11], [15]],
  ])
  expect(shares).toEqual({ outer: expect.closeTo(46 / 54, 12), middle: expect.closeTo(8 / 54, 12), inner: null })
})

test('of levels that can’t be told apart, or where nothing varies, nothing is said', () => {
  expect(nestedShares([[[1, 2], [3]]])).toBeNull()
  expect(nestedShares([[[1, 2]], [[3, 5]]])).toBeNull()
  expect(nestedShares([[[1, 1], [1]], [[1]]])).toBeNull()
})

test('many groups of unequal sizes give back the variances that they were drawn with', () => {
  const random = createRandom(5)
  const normal = (deviation: number) =>
    deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const upTo = (most: number) => 1 + Math.floor(most * random())
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
  const groups = times(2000, () => {
    const outer = normal(2)
    return times(upTo(4), () => {
      const middle = outer + normal(1)
      return times(upTo(4), () => middle + normal(1.5))
    })
  })
  const shares = nestedShares(groups)
  expect(shares?.outer).toBeCloseTo(4 / 7.25, 1)
  expect(shares?.middle).toBeCloseTo(1 / 7.25, 1)
  expect(shares?.inner).toBeCloseTo(2.25 / 7.25, 1)
})

test('an estimate below 0 is taken as 0', () => {
  const shares = nestedShares([
    [[0], [10]],
    [[1], [9]],
  ])
  expect(shares).toEqual({ outer: 0, middle: 1, inner: null })
})
