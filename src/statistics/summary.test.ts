import { describe, expect, it } from 'vitest'
import { coverage, lognormal } from '../testing/coverage.ts'
import { isTooWide } from './interval.ts'
import { summarise, trialMedians } from './summary.ts'

describe('the interval of a summary', () => {
  it.each([3, 5])('covers the truth in 93 to 97 %% of runs with %i trials', (n) => {
    const share = coverage((random) => {
      const { interval } = summarise(lognormal(random, n, 0.3, 50), 'geometric-mean')
      return interval !== null && interval.low <= 50 && 50 <= interval.high
    }, n)
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  })

  it('respects that samples are nested in trials: many samples do not narrow it wrongly', () => {
    const share = coverage((random) => {
      const boots = lognormal(random, 4, 0.2)
      const { interval } = summarise(
        trialMedians(boots.map((boot) => lognormal(random, 9, 0.05, boot))),
        'geometric-mean',
      )
      return interval !== null && interval.low <= 1 && 1 <= interval.high
    }, 7)
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  })

  it('is known for a worked example', () => {
    const { value, interval } = summarise([Math.exp(1), Math.exp(2), Math.exp(3)], 'geometric-mean')
    expect(value).toBeCloseTo(Math.exp(2), 10)
    expect(Math.log(interval?.high ?? NaN)).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5)
    expect(Math.log(interval?.low ?? NaN)).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5)
  })

  it('is absent with one trial', () => {
    expect(summarise([4], 'geometric-mean')).toMatchObject({ value: 4, interval: null, range: { least: 4, most: 4 } })
  })
})

describe('summaries', () => {
  it('take the median of each trial and pass over trials without samples', () => {
    expect(trialMedians([[1, 9, 2], [], [4, 6]])).toEqual([2, 5])
  })

  it('of counts that may be 0 are means, and not below 0', () => {
    expect(summarise([0, 0, 3], 'mean')).toEqual({
      statistic: 'mean-of-medians',
      value: 1,
      interval: { low: 0, high: expect.closeTo(1 + 4.302653, 5) },
      range: { least: 0, most: 3 },
    })
  })

  it('are what they are called, whatever else the same values would give', () => {
    const values = [1123, 372, 785, 226, 275]
    expect(summarise(values, 'median')).toEqual({
      statistic: 'median',
      value: 372,
      interval: null,
      range: { least: 226, most: 1123 },
    })
    expect(summarise(values, 'geometric-mean').value).toBeCloseTo(459, 0)
    expect(summarise(values, 'mean').value).toBeCloseTo(556.2, 10)
  })

  it('have no geometric mean with a value of 0', () => {
    expect(() => summarise([0, 1], 'geometric-mean')).toThrow(RangeError)
  })
})

describe('the interval of a median', () => {
  it.each([1, 5])('is not given for %i values', (n) => {
    expect(
      summarise(
        Array.from({ length: n }, (_, i) => i),
        'median',
      ).interval,
    ).toBeNull()
  })

  it.each([
    [6, 0, 5],
    [8, 0, 7],
    [9, 1, 7],
    [12, 2, 9],
    [25, 7, 17],
  ])('of %i values reaches from place %i to place %i, as tables of the sign test say', (n, low, high) => {
    expect(
      summarise(
        Array.from({ length: n }, (_, i) => i),
        'median',
      ).interval,
    ).toEqual({ low, high })
  })

  it('covers the truth in 95 % of runs at least', () => {
    const share = coverage((random) => {
      const { interval } = summarise(lognormal(random, 10, 0.8, 7), 'median')
      return interval !== null && interval.low <= 7 && 7 <= interval.high
    }, 31)
    expect(share).toBeGreaterThan(0.95)
  })
})

describe('an interval that is too wide to inform', () => {
  it.each([
    [0.08, 131.63, true],
    [1.24, 2897, true],
    [0, 2.56, true],
    [1, 10, false],
    [1, 10.01, true],
    [0, 0, false],
    [2.32, 4.16, false],
  ])('%f to %f: %s', (low, high, tooWide) => {
    expect(isTooWide({ low, high })).toBe(tooWide)
  })
})
