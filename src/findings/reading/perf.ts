import type { Output, PERF_STAT } from '../../experiments/formats.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import {
  countOf,
  type NotCounted,
  type PerfCount,
  type PerfInterval,
  parsePerfIntervals,
  parsePerfStat,
} from '../../measurements/perf/perf-stat.ts'
import { parsePerfIntervalsJson, parsePerfStatJson } from '../../measurements/perf/perf-stat-json.ts'
import { parsePerfIntervalsText, parsePerfStatText } from '../../measurements/perf/perf-stat-text.ts'
import { say } from '../../text/phrase.ts'
import type { Raw } from './extent.ts'

/** Time and counts of one `perf stat`, however it was printed; the time is null where it does not say. */
interface PerfRead {
  elapsedMs: number | null
  counts: PerfCount[]
}

/** The counts over all intervals. What was not counted in one of them has no sum. */
function summed(intervals: readonly PerfInterval[]): PerfRead {
  const byEvent = Map.groupBy(
    intervals.flatMap(({ counts }) => counts),
    ({ event }) => event,
  )
  const counts = [...byEvent].map(([event, all]): PerfCount => {
    const missing = all.find(({ count }) => typeof count !== 'number')?.count as NotCounted | undefined
    const sum = all.reduce((total, { count }) => total + (typeof count === 'number' ? count : 0), 0)
    return {
      event,
      unit: all[0]?.unit ?? '',
      percentCounted: Math.min(...all.map(({ percentCounted }) => percentCounted)),
      count: missing ?? sum,
    }
  })
  const elapsedS = intervals.at(-1)?.toS
  return { elapsedMs: elapsedS === undefined ? null : 1000 * elapsedS, counts }
}

function single(counts: PerfCount[], elapsedMs: number | null = null): PerfRead {
  const nanoseconds = countOf(counts, 'duration_time')
  return { counts, elapsedMs: elapsedMs ?? (typeof nanoseconds === 'number' ? nanoseconds / 1e6 : null) }
}

/** How each way of printing is read. */
const READ: Readonly<Record<(typeof PERF_STAT)[number], (text: string, file: string) => PerfRead>> = {
  'perf-stat-text': (text, file) => {
    const { counts, elapsedS } = parsePerfStatText(text, file)
    return single(counts, elapsedS === null ? null : 1000 * elapsedS)
  },
  'perf-stat-csv': (text, file) => single(parsePerfStat(text, file)),
  'perf-stat-json': (text, file) => single(parsePerfStatJson(text, file)),
  'perf-interval-text': (text, file) => summed(parsePerfIntervalsText(text, file)),
  'perf-interval-csv': (text, file) => summed(parsePerfIntervals(text, file)),
  'perf-interval-json': (text, file) => summed(parsePerfIntervalsJson(text, file)),
}

const isPerfStat = (output: Output): output is (typeof PERF_STAT)[number] => Object.hasOwn(READ, output)

/** Any output of `perf stat`. @throws ParseError */
export function readPerf(output: Output, { text, file }: Raw): PerfRead {
  if (!isPerfStat(output)) throw new ParseError(file, null, say('expected.output-of-perf-stat'), output)
  return READ[output](text, file)
}

/** Milliseconds of processor time; without its unit it could be anything. */
export function taskClockMs(counts: readonly PerfCount[], file: string): number | null {
  // For a user who may not look into the kernel perf adds the modifier by itself; the clock is the same.
  const found = counts.find(({ event }) => event === 'task-clock' || event === 'task-clock:u')
  if (!found || typeof found.count !== 'number') return null
  if (found.unit !== 'msec') throw new ParseError(file, null, say('expected.task-clock-in-msec'), found.unit)
  return found.count
}
