import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { ratio, summarise, trialMedians } from './summary.ts'

const ROUNDS = 4000

/** Lognormal values with the given standard deviation of the logarithm. */
function lognormal(random: () => number, count: number, spread: number, centre = 1): number[] {
  return Array.from(
    { length: count },
    () => centre * Math.exp(spread * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())),
  )
}

/** The share of rounds in which the interval holds the truth. */
function coverage(covers: (random: () => number) => boolean, seed: number): number {
  const random = createRandom(seed)
  let covered = 0
  for (let round = 0; round < ROUNDS; round += 1) if (covers(random)) covered += 1
  return covered / ROUNDS
}

describe('the interval of a summary', () => {
  it.each([3, 5])('covers the truth in 93 to 97 %% of runs with %i trials', (n) => {
    const share = coverage((random) => {
      const { interval } = summarise(lognormal(random, n, 0.3, 50))
      return interval !== null && interval.low <= 50 && 50 <= interval.high
    }, n)
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  })

  it('respects that samples are nested in trials: many samples do not narrow it wrongly', () => {
    const share = coverage((random) => {
      const boots = lognormal(random, 4, 0.2)
      const { interval } = summarise(trialMedians(boots.map((boot) => lognormal(random, 9, 0.05, boot))))
      return interval !== null && interval.low <= 1 && 1 <= interval.high
    }, 7)
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  })

  it('is known for a worked example', () => {
    const { value, interval } = summarise([Math.exp(1), Math.exp(2), Math.exp(3)])
    expect(value).toBeCloseTo(Math.exp(2), 10)
    expect(Math.log(interval?.high ?? NaN)).toBeCloseTo(2 + 4.302653 / Math.sqrt(3), 5)
    expect(Math.log(interval?.low ?? NaN)).toBeCloseTo(2 - 4.302653 / Math.sqrt(3), 5)
  })

  it('is absent with one trial', () => {
    expect(summarise([4])).toEqual({ value: 4, interval: null })
  })
})

describe('ratio', () => {
  it.each([3, 5])('covers the truth in 93 to 97 %% of runs with %i trials against as many', (n) => {
    const share = coverage((random) => {
      const { interval } = ratio(lognormal(random, n, 0.3, 9), lognormal(random, n, 0.3, 3))
      return interval !== null && interval.low <= 3 && 3 <= interval.high
    }, 10 + n)
    expect(share).toBeGreaterThan(0.93)
    expect(share).toBeLessThan(0.97)
  })

  it.each([3, 5])('covers it with unequal spreads, too, and %i trials', (n) => {
    const share = coverage((random) => {
      const { interval } = ratio(lognormal(random, n, 0.1, 9), lognormal(random, n, 0.3, 3))
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
    const there = ratio(a, b)
    const back = ratio(b, a)
    expect(back.value).toBeCloseTo(1 / there.value, 12)
    expect(back.interval?.low).toBeCloseTo(1 / (there.interval?.high ?? NaN), 12)
  })

  it('has no interval with one trial in an arm', () => {
    expect(ratio([6], [2, 2])).toEqual({ value: expect.closeTo(3, 12), interval: null })
  })

  it('has a margin of 0 where nothing varies', () => {
    expect(ratio([4, 4], [2, 2]).interval).toEqual({ low: expect.closeTo(2, 12), high: expect.closeTo(2, 12) })
  })
})

describe('summaries', () => {
  it('take the median of each trial and pass over trials without samples', () => {
    expect(trialMedians([[1, 9, 2], [], [4, 6]])).toEqual([2, 5])
  })

  it('are arithmetic and not below 0 where a value is 0', () => {
    const summary = summarise([0, 0, 3])
    expect(summary).toEqual({ value: 1, interval: { low: 0, high: expect.closeTo(1 + 4.302653, 5) } })
  })

  it('are geometric where every value is positive', () => {
    expect(summarise([1, 100]).value).toBeCloseTo(10, 12)
  })
})
