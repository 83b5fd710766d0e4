import { meanWithin, medianWithin, type Phase, type TimedValue } from '../reading/windows.ts'
import type { MigrationResult } from './result.ts'

/** The share of the baseline at which throughput counts as being back. */
const RECOVERED = 0.9

/** What became of iperf3’s throughput, measured by what it was before the migration. */
export type Service = NonNullable<MigrationResult['service']>

/**
 * When throughput is back, and how much was lost until then. The loss is the integral of 1 - throughput/baseline, the
 * baseline’s mean, from the first pass to the recovery, or to the end of the observation where there is none: a
 * second in which half of the usual throughput is carried is half a second lost. What exceeds the baseline counts
 * against it.
 * @param intervals iperf3, without gaps between them
 * @returns null where the intervals do not reach from the baseline beyond RESUME
 */
export function serviceOf(intervals: readonly TimedValue[], phases: readonly Phase[]): Service | null {
  const copying = phases.find(({ name }) => name === 'copying')
  const after = phases.find(({ name }) => name === 'after')
  const [first, last] = [intervals[0], intervals.at(-1)]
  const mean = meanWithin(intervals, phases, 'baseline')
  const usual = medianWithin(intervals, phases, 'baseline')
  if (!copying || !after || !first || !last || !mean || !usual) return null
  if (first.fromS > copying.fromS || last.toS <= after.fromS) return null
  const resumeS = after.fromS
  const endS = Math.min(after.toS, last.toS)
  const back = intervals.find(({ toS, value }) => toS > resumeS && toS <= endS && value >= RECOVERED * usual)
  const untilS = back?.toS ?? endS
  const lostS = intervals.reduce((sum, { fromS, toS, value }) => {
    const overlap = Math.min(toS, untilS) - Math.max(fromS, copying.fromS)
    return overlap > 0 ? sum + overlap * (1 - value / mean) : sum
  }, 0)
  return { recoveryS: back ? back.toS - resumeS : null, observedS: endS - resumeS, lostS }
}
