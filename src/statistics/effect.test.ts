import { describe, expect, it } from 'vitest'
import { coverage, lognormal } from '../testing/coverage.ts'
import { meanOfRatios, ratioOfMeans } from './effect.ts'

describe('the ratio of geometric means', () => {
  it.each([3, 5])('covers the truth in 93 to 97 %% of runs with %i trials against as many', (n) => {
    const share = coverage((random) => {
      const { interval } = ratioOfMeans(lognormal(random, n, 0.3, 9), lognormal(random, n, 0.3, 3))
      return interval !== null && interval.low <= 3 && 3 <= interval.high
    }, 10 + n)
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  })

  it.each([3, 5])('covers it with unequal spreads, too, and %i trials', (n) => {
    const share = coverage((random) => {
      const { interval } = ratioOfMeans(lognormal(random, n, 0.1, 9), lognormal(random, n, 0.3, 3))
      return interval !== null && interval.low <= 3 && 3 <= interval.high
    }, 20 + n)
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  })

  it('turns over when the arms change places', () => {
    const [a, b] = [
      [8, 9, 11],
      [1, 1.3, 1.1],
    ]
    const there = ratioOfMeans(a, b)
    const back = ratioOfMeans(b, a)
    expect(back.value).toBeCloseTo(1 / there.value, 12)
    expect(back.interval?.low).toBeCloseTo(1 / (there.interval?.high ?? NaN), 12)
  })

  it('has no interval with one trial in an arm', () => {
    expect(ratioOfMeans([6], [2, 2])).toMatchObject({ value: expect.closeTo(3, 12), interval: null, pValue: null })
  })

  it('has a margin of 0 where nothing varies', () => {
    expect(ratioOfMeans([4, 4], [2, 2]).interval).toEqual({ low: expect.closeTo(2, 12), high: expect.closeTo(2, 12) })
  })
})

describe('the geometric mean of ratios', () => {
  /** Blocks of which each makes both sides slower or faster together, much more than they differ otherwise. */
  const blocks = (random: () => number, n: number) => {
    const slow = lognormal(random, n, 1)
    const side = (centre: number) => lognormal(random, n, 0.2, centre).map((value, i) => value * (slow[i] ?? NaN))
    return { of: side(6), against: side(3) }
  }

  it.each([3, 5])('covers the truth in 93 to 97 %% of runs with %i blocks', (n) => {
    const share = coverage((random) => {
      const { of, against } = blocks(random, n)
      const { interval } = meanOfRatios(of.map((value, i) => value / (against[i] ?? NaN)))
      return interval !== null && interval.low <= 2 && 2 <= interval.high
    }, 40 + n)
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  })

  it('does not take what a block has in common for a difference, so that it is narrower than Welch’s', () => {
    const narrower = coverage((random) => {
      const { of, against } = blocks(random, 5)
      const paired = meanOfRatios(of.map((value, i) => value / (against[i] ?? NaN))).interval
      const welch = ratioOfMeans(of, against).interval
      return paired !== null && welch !== null && paired.high / paired.low < welch.high / welch.low
    }, 50)
    expect(narrower).toBeGreaterThan(0.95)
  })

  it('is known for a worked example, with its p-value', () => {
    const { statistic, value, interval, pValue, range } = meanOfRatios([1, 2, 3].map(Math.exp))
    expect(statistic).toBe('geometric-mean-of-ratios')
    expect(value).toBeCloseTo(Math.exp(2), 10)
    expect(Math.log(interval?.low ?? NaN)).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5)
    // t = 2 / (1 / √3) = 3.4641 with 2 degrees of freedom.
    expect(pValue).toBeCloseTo(0.0742, 4)
    expect(range).toEqual({ least: Math.E, most: Math.exp(3) })
  })

  it('has an interval that ends at 1 exactly where the p-value is 0.05', () => {
    const spread = (4.302653 / Math.sqrt(3)) ** -1
    const { interval, pValue } = meanOfRatios([1 - spread, 1, 1 + spread].map((l) => Math.exp(l * 1)))
    expect(Number((interval?.low ?? NaN) > 1)).toBe(Number((pValue ?? NaN) < 0.05))
  })

  it('has no interval of one pair', () => {
    expect(meanOfRatios([3])).toMatchObject({ value: expect.closeTo(3, 12), interval: null, pValue: null })
  })
})
