import fc from 'fast-check'
import { mean } from 'simple-statistics'
import { describe, expect, test } from 'vitest'
import { ParseError } from '../../measurements/parse-error.ts'
import { parseQmp } from '../../measurements/qemu/qmp.ts'
import {
  boundsOf,
  type FaultLatency,
  faultLatencyOf,
  leastMeanOf,
  longestOf,
  middleOf,
  timedIn,
} from './fault-latency.ts'

/** What QEMU 11.1.3 answered as the destination of a VM of 256 MiB that was switched to post-copy while its kernel began. */
const ANSWER = {
  'postcopy-blocktime': 172,
  'postcopy-non-vcpu-latency': 0,
  'postcopy-vcpu-latency': [4_027_564],
  status: 'completed',
  'postcopy-latency-dist': [0, 0, 0, 0, 0, 0, 2, 0, 7, 4, 9, 9, 3, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0],
  'postcopy-latency': 4_027_564,
  'postcopy-vcpu-blocktime': [157],
}
const logOf = (...answers: object[]) =>
  parseQmp(
    answers
      .flatMap((answer, t) => [
        `${JSON.stringify({ t, sent: { execute: 'query-migrate' } })}\n`,
        `${JSON.stringify({ t, received: { return: answer } })}\n`,
      ])
      .join(''),
    'qmp-destination.ndjson',
  )
const spread = (buckets: number[]): FaultLatency => ({
  buckets,
  waitedMs: null,
  meanMs: null,
  processorMeansMs: [],
  othersMeanMs: null,
})

describe('what the destination of post-copy tells', () => {
  test('is its last answer, in ms, and no mean of nothing', () => {
    const told = faultLatencyOf(logOf({ status: 'active' }, ANSWER))
    expect(told).toMatchObject({ waitedMs: 172, processorMeansMs: [4.027564], othersMeanMs: null })
    expect(told && timedIn(told)).toBe(39)
    expect(told?.meanMs).toBeGreaterThan((told && leastMeanOf(told)) ?? NaN)
    expect(told && middleOf(told)).toEqual({ fromMs: 1.024, toMs: 2.048 })
    expect(told && longestOf(told)).toEqual({ fromMs: 16.384, toMs: 32.768 })
  })

  test('has a mean that its own distribution does not allow, where waits of a processor overlap', () => {
    // QEMU 11.1.3 again, on a busy computer.
    const told = faultLatencyOf(
      logOf({
        ...ANSWER,
        'postcopy-latency': 84_619_662,
        'postcopy-latency-dist': [0, 0, 0, 0, 0, 1, 1, 1, 5, 4, 1, 0, 3, 4, 7, 8, 15, 6, 5, 5, 0, 0, 0, 0],
      }),
    )
    expect(told && leastMeanOf(told)).toBeGreaterThan(told?.meanMs ?? NaN)
  })

  test('is nothing where QEMU does not say how waits are spread, as before version 10.1', () => {
    const { 'postcopy-latency-dist': _, ...earlier } = ANSWER
    expect(faultLatencyOf(logOf(earlier))).toBeNull()
    expect(faultLatencyOf(logOf())).toBeNull()
  })

  test('counts that are none are refused', () => {
    for (const count of [-1, 1.5, 'many'])
      expect(() => logOf({ ...ANSWER, 'postcopy-latency-dist': [count] })).toThrow(ParseError)
  })
})

describe('where a time lies', () => {
  test('no place has a bound that QEMU does not give it', () => {
    const all = spread([1, 0, 0, 1])
    expect([0, 1, 3].map((place) => boundsOf(place, all))).toEqual([
      { fromMs: 0, toMs: 0.002 },
      { fromMs: 0.002, toMs: 0.004 },
      { fromMs: 0.008, toMs: null },
    ])
  })

  test('the middle of an even number may lie from one place to another', () => {
    expect(middleOf(spread([3, 0, 0, 3, 0]))).toEqual({ fromMs: 0, toMs: 0.016 })
    expect(middleOf(spread([3, 0, 0, 4, 0]))).toEqual({ fromMs: 0.008, toMs: 0.016 })
  })

  test('of nothing there is neither a middle nor a longest', () => {
    expect([middleOf, longestOf, leastMeanOf].map((of) => of(spread([0, 0])))).toEqual([null, null, null])
  })

  test('the bounds hold for whatever times there were', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40_000 }), { minLength: 1, maxLength: 60 }), (times) => {
        const buckets = Array<number>(12).fill(0)
        for (const us of times) {
          const place = Math.min(11, us === 0 ? 0 : Math.floor(Math.log2(us)))
          buckets[place] = (buckets[place] ?? 0) + 1
        }
        const sorted = times.toSorted((a, b) => a - b)
        const at = (index: number) => (sorted[index] ?? NaN) / 1000
        const median = (at(Math.ceil(times.length / 2) - 1) + at(Math.floor(times.length / 2))) / 2
        for (const [value, bounds] of [
          [median, middleOf(spread(buckets))],
          [at(times.length - 1), longestOf(spread(buckets))],
          [mean(sorted) / 1000, { fromMs: leastMeanOf(spread(buckets)) ?? NaN, toMs: null }],
        ] as const) {
          expect(value).toBeGreaterThanOrEqual((bounds?.fromMs ?? NaN) - 1e-9)
          expect(value).toBeLessThan(bounds?.toMs ?? Infinity)
        }
      }),
    )
  })
})
