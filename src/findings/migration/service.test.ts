import { describe, expect, it } from 'vitest'
import type { Phase, TimedValue } from '../reading/windows.ts'
import { serviceOf } from './service.ts'

const PHASES: Phase[] = [
  { name: 'baseline', fromS: -2, toS: 0 },
  { name: 'setup', fromS: 0, toS: 0.25 },
  { name: 'copying', fromS: 0.25, toS: 2 },
  { name: 'stop-and-copy', fromS: 2, toS: 2.5 },
  { name: 'after', fromS: 2.5, toS: 5 },
]
/** Intervals of 0.25 s from -2 to 5, with the value at the beginning of each. */
const stream = (value: (s: number) => number): TimedValue[] =>
  Array.from({ length: 28 }, (_, i) => -2 + i / 4).map((s) => ({ fromS: s, toS: s + 0.25, value: value(s) }))

describe('service', () => {
  it('is lost while copying by half, wholly in the stop, and until it is back', () => {
    const service = serviceOf(
      stream((s) => (s < 0.25 ? 100 : s < 2 ? 50 : s < 3 ? 0 : 95)),
      PHASES,
    )
    // 1.75 s at half, 1 s at nothing, and the interval in which it is back at 95 %.
    expect(service?.lostS).toBeCloseTo(1.75 / 2 + 1 + 0.25 * 0.05, 9)
    expect(service?.recoveryS).toBeCloseTo(0.75, 9)
  })

  it('goes on being lost to the end of the observation where it does not come back', () => {
    const service = serviceOf(
      stream((s) => (s < 2 ? 100 : 80)),
      PHASES,
    )
    expect(service).toMatchObject({ recoveryS: null, observedS: 2.5 })
    expect(service?.lostS).toBeCloseTo(3 * 0.2, 9)
  })

  it('counts what exceeds the baseline against the loss', () => {
    expect(
      serviceOf(
        stream((s) => (s < 0.25 ? 100 : 120)),
        PHASES,
      )?.lostS,
    ).toBeLessThan(0)
  })

  it('measures the loss by the mean and the recovery by the median of a baseline in bursts', () => {
    const service = serviceOf(
      stream((s) => (s < 0 ? (s % 1 === 0 ? 400 : 100) : 100)),
      PHASES,
    )
    expect(service?.recoveryS).toBeCloseTo(0.25, 9)
    expect(service?.lostS).toBeCloseTo((2.75 - 0.25) * (1 - 100 / 175), 9)
  })

  it.each<[string, TimedValue[]]>([
    ['without a baseline', stream(() => 100).filter(({ fromS }) => fromS >= 0)],
    ['with nothing sent before', stream((s) => (s < 0 ? 0 : 100))],
    ['that ends before RESUME', stream(() => 100).filter(({ toS }) => toS <= 2)],
    ['of no interval', []],
  ])('is not measured %s', (_, intervals) => {
    expect(serviceOf(intervals, PHASES)).toBeNull()
  })
})
