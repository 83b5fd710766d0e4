import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { pooledTrend } from './trend.ts'

const line = (ys: readonly number[], from = 1) => ys.map((y, i) => ({ x: from + i, y }))

describe('pooledTrend', () => {
  it('is known for a worked example', () => {
    // Sum of squares of x 10, of the residuals 2.4 with 3 degrees of freedom, so the standard error is 0.282843.
    const trend = pooledTrend([line([2, 4, 5, 4, 5])])
    expect(trend?.slope).toBeCloseTo(0.6, 12)
    expect(trend?.interval?.low).toBeCloseTo(0.6 - 3.182446 * 0.282843, 5)
    expect(trend?.interval?.high).toBeCloseTo(0.6 + 3.182446 * 0.282843, 5)
  })

  it('does not take the levels of groups for a slope, wherever the groups lie', () => {
    const trend = pooledTrend([line([10, 12, 14]), line([1000, 1002, 1004], 50)])
    expect(trend?.slope).toBeCloseTo(2, 10)
    expect(trend?.interval?.low).toBeCloseTo(2, 8)
  })

  it('gives a degree of freedom to each level and to the slope', () => {
    expect(pooledTrend([line([1, 2]), line([5, 7])])?.interval).not.toBeNull()
    expect(pooledTrend([line([1, 2]), line([5])])).toEqual({ slope: 1, interval: null })
    // A group of one point says nothing about the slope.
    expect(pooledTrend([line([1, 2, 2]), line([9])])).toEqual(pooledTrend([line([1, 2, 2])]))
  })

  it.each([
    [[]],
    [[line([4])]],
    [[line([4]), line([7], 9)]],
    [
      [
        [
          { x: 0.1, y: 1 },
          { x: 0.1, y: 2 },
          { x: 0.1, y: 4 },
        ],
      ],
    ],
  ])('has no slope where x does not vary within a group', (groups) => {
    expect(pooledTrend(groups)).toBeNull()
  })

  it.each([0, 0.02])(
    'covers a slope of %f in 94 to 96 %% of runs with three configurations of four trials',
    (slope) => {
      const random = createRandom(31)
      const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
      const rounds = 5000
      let covered = 0
      for (let round = 0; round < rounds; round += 1) {
        const groups = [0, 3, 7].map((level) =>
          Array.from({ length: 4 }, () => {
            const x = 60 * random()
            return { x, y: level + slope * x + 0.1 * normal() }
          }),
        )
        const interval = pooledTrend(groups)?.interval
        if (interval && interval.low <= slope && slope <= interval.high) covered += 1
      }
      expect(covered / rounds).toBeGreaterThan(0.94)
      expect(covered / rounds).toBeLessThan(0.96)
    },
  )
})
