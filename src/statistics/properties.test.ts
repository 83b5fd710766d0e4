import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Effect, meanOfRatios, ratioOfMeans } from './effect.ts'
import { holm } from './holm.ts'
import { medianInterval } from './median-interval.ts'
import { createRandom, shuffle } from './random.ts'
import { studentTQuantile, studentTwoSided } from './student-t.ts'
import { CENTRES, summarise } from './summary.ts'
import { pooledTrend } from './trend.ts'

/** The same numbers each time; another seed brings others. */
const SETTINGS = { seed: 7, numRuns: 1000 }

const probability = fc.double({ min: 0, max: 1, noNaN: true })
const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true })
const number = fc.double({ min: -1e6, max: 1e6, noNaN: true })
/** Some vary, some hardly, and some not at all. */
const trials = fc.oneof(
  fc.array(positive, { minLength: 2, maxLength: 8 }),
  fc.array(fc.constantFrom(0.1, 0.3, 1, 3, 7), { minLength: 2, maxLength: 4 }),
)

/** Equal but for what is lost by rounding. */
const near = (a: number, b: number, error = 1e-9): boolean =>
  Math.abs(a - b) <= error * Math.max(Math.abs(a), Math.abs(b), 1e-12)

/** The interval holds the value, and excludes 1 where the p-value is below 0.05 and nowhere else. */
function consistent({ value, interval, pValue }: Effect): void {
  if (interval === null || pValue === null) throw new Error('two trials on each side have an interval')
  expect(interval.low).toBeLessThanOrEqual(value * (1 + 1e-12))
  expect(interval.high).toBeGreaterThanOrEqual(value * (1 - 1e-12))
  // Next to the limit either may be said.
  if (Math.abs(pValue - 0.05) > 1e-6) expect(interval.low > 1 || interval.high < 1).toBe(pValue < 0.05)
}

function reciprocal(effect: Effect, other: Effect): void {
  expect(near(effect.value * other.value, 1)).toBe(true)
  expect(near((effect.interval?.low ?? 0) * (other.interval?.high ?? 0), 1, 1e-6)).toBe(true)
  expect(near(effect.pValue ?? 0, other.pValue ?? 1, 1e-6)).toBe(true)
}

describe('Holm’s correction', () => {
  test('makes no p-value smaller, none larger than Bonferroni does, and keeps their order', () => {
    fc.assert(
      fc.property(fc.array(probability), (p) => {
        const corrected = holm(p)
        corrected.forEach((one, i) => {
          expect(one).toBeGreaterThanOrEqual(p[i] ?? NaN)
          expect(one).toBeLessThanOrEqual(Math.min(1, (p[i] ?? NaN) * p.length))
          corrected.forEach((other, j) => {
            if ((p[i] ?? NaN) < (p[j] ?? NaN)) expect(one).toBeLessThanOrEqual(other)
          })
        })
      }),
      SETTINGS,
    )
  })

  test('never makes one comparison surer because another one became less sure', () => {
    fc.assert(
      fc.property(fc.array(probability, { minLength: 1 }), fc.nat(), probability, (p, which, higher) => {
        const index = which % p.length
        const raised = p.with(index, Math.max(p[index] ?? 0, higher))
        holm(raised).forEach((one, i) => {
          expect(one).toBeGreaterThanOrEqual(holm(p)[i] ?? NaN)
        })
      }),
      SETTINGS,
    )
  })
})

describe('ratios', () => {
  test('of pairs: interval and p-value agree, whichever side stands first', () => {
    fc.assert(
      fc.property(trials, (ratios) => {
        const effect = meanOfRatios(ratios)
        consistent(effect)
        reciprocal(effect, meanOfRatios(ratios.map((ratio) => 1 / ratio)))
      }),
      SETTINGS,
    )
  })

  test('of two sides: interval and p-value agree, whichever side stands first and in whatever unit', () => {
    fc.assert(
      fc.property(trials, trials, positive, (of, against, unit) => {
        const effect = ratioOfMeans(of, against)
        consistent(effect)
        reciprocal(effect, ratioOfMeans(against, of))
        const scale = (values: number[]) => values.map((value) => value * unit)
        expect(near(effect.value, ratioOfMeans(scale(of), scale(against)).value)).toBe(true)
      }),
      SETTINGS,
    )
  })
})

describe('Student’s t', () => {
  const degrees = fc.double({ min: 1, max: 1e4, noNaN: true })

  test('has in both tails what its quantile leaves', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 0.9999, noNaN: true }), degrees, (p, df) => {
        expect(studentTwoSided(studentTQuantile(p, df), df)).toBeCloseTo(2 * (1 - p), 9)
      }),
      SETTINGS,
    )
  })

  test('reaches less far with more degrees of freedom', () => {
    fc.assert(
      fc.property(degrees, degrees, (a, b) => {
        const [fewer, more] = [Math.min(a, b), Math.max(a, b)]
        expect(studentTQuantile(0.975, fewer)).toBeGreaterThanOrEqual(studentTQuantile(0.975, more) - 1e-9)
      }),
      SETTINGS,
    )
  })
})

describe('summaries', () => {
  test('lie within the range of what they summarise, and within their interval', () => {
    fc.assert(
      fc.property(
        fc.array(positive, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(...CENTRES),
        (values, centre) => {
          const { value, interval, range } = summarise(values, centre)
          expect(value).toBeGreaterThanOrEqual(range.least * (1 - 1e-12))
          expect(value).toBeLessThanOrEqual(range.most * (1 + 1e-12))
          if (interval === null) return
          expect(interval.low).toBeLessThanOrEqual(value * (1 + 1e-12))
          expect(interval.high).toBeGreaterThanOrEqual(value * (1 - 1e-12))
        },
      ),
      SETTINGS,
    )
  })

  test('an interval of the median goes from one value to another, and is mirrored with them', () => {
    fc.assert(
      fc.property(fc.array(number, { minLength: 6, maxLength: 40 }), (values) => {
        const interval = medianInterval(values)
        if (interval === null) throw new Error('six values have an interval')
        expect(values).toContain(interval.low)
        expect(values).toContain(interval.high)
        const mirrored = medianInterval(values.map((value) => 0 - value))
        expect(mirrored).toEqual({ low: 0 - interval.high, high: 0 - interval.low })
      }),
      SETTINGS,
    )
  })
})

test('a trend that groups have in common is that of the line they were drawn from, whatever their levels', () => {
  const group = fc.record({
    level: number,
    xs: fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 6 }),
  })
  fc.assert(
    fc.property(
      fc.array(group, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: -1000, max: 1000 }),
      (groups, slope) => {
        const found = pooledTrend(groups.map(({ level, xs }) => xs.map((x) => ({ x, y: level + slope * x }))))
        expect(found?.slope).toBeCloseTo(slope, 5)
      },
    ),
    SETTINGS,
  )
})

test('a shuffled list holds what it held, in the same order for the same seed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.maxSafeInteger().map(Math.abs), (items, seed) => {
      const shuffled = shuffle(items, createRandom(seed))
      expect(shuffled.toSorted((a, b) => a - b)).toEqual(items.toSorted((a, b) => a - b))
      expect(shuffle(items, createRandom(seed))).toEqual(shuffled)
    }),
    SETTINGS,
  )
})
