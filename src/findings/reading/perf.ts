import type { Output, PERF_STAT } from '../../experiments/formats.ts'
import { VM_EVENTS } from '../../experiments/migration.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { withoutHoles } from '../../measurements/perf/interval-holes.ts'
import {
  countOf,
  type NotCounted,
  type PerfCount,
  type PerfInterval,
  parsePerfIntervals,
  parsePerfStat,
} from '../../measurements/perf/perf-stat.ts'
import { parsePerfIntervalsJson, parsePerfStatJson } from '../../measurements/perf/perf-stat-json.ts'
import { type PerfStatText, parsePerfIntervalsText, parsePerfStatText } from '../../measurements/perf/perf-stat-text.ts'
import { agreeingRatios, type Counted } from '../../measurements/perf/ratios.ts'
import { say } from '../../text/phrase.ts'
import type { Raw } from './extent.ts'

/** Time and counts of one `perf stat`, however it was printed; the time is null where it does not say. */
interface PerfRead {
  elapsedMs: number | null
  counts: PerfCount[]
  /** What it printed for people says of what these are; null of other ways of printing. */
  printed: PerfStatText | null
  /** What was printed together, with ratios of its own: the whole, or each interval. */
  parts: readonly Counted[]
}

/** Events of which a report has a number, each with all its names. */
const NAMES: readonly (readonly string[])[] = [
  ['cycles', 'cpu-cycles'],
  ['instructions'],
  ['context-switches', 'cs'],
  ['page-faults', 'faults'],
]
/** `cycles:u`, `cpu/cycles/`, `cpu_core/cycles/u`, `armv8_cortex_a76/cycles/`: whose counter, the event, and where it was counted. */
const EVENT = /^(?:(\w+)\/)?([a-z-]+)(?:\/|:|$)([a-zA-Z]*)$/
/** Counters that all cores have: the others are of one kind of core. */
const OF_ALL_CORES: readonly (string | undefined)[] = [undefined, 'cpu', 'armv8_pmuv3']

/**
 * The usual name of an event that goes by several, and whether all of it was counted: on every kind of core, in user code and
 * kernel alike. Null for other events.
 */
function eventOf(name: string): { event: string; whole: boolean } | null {
  const [, counter, bare, where = ''] = EVENT.exec(name) ?? []
  const event = NAMES.find((names) => names.some((one) => one === bare))?.[0]
  return event === undefined ? null : { event, whole: OF_ALL_CORES.includes(counter) && !/[ukhGH]/.test(where) }
}

/** Counts under the usual names of their events, where they have others and are counts of the whole. */
function underUsualNames(counts: readonly PerfCount[]): PerfCount[] {
  const taken = new Set(counts.map(({ event }) => event))
  return counts.map((count) => {
    const named = eventOf(count.event)
    if (!named?.whole || taken.has(named.event)) return count
    taken.add(named.event)
    return { ...count, event: named.event }
  })
}

/** The names under which only parts of an event were counted. */
export const partsOf = (counts: readonly PerfCount[], event: string): string[] =>
  counts.map((count) => count.event).filter((name) => name !== event && eventOf(name)?.event === event)

/**
 * The counts over all intervals. What was not counted in one of them has no sum.
 * @throws ParseError where an interval is missing, or an event in one of them, or there twice: perf prints each once each time
 */
function summed(intervals: readonly PerfInterval[], file: string): PerfRead {
  withoutHoles(intervals, file)
  const byEvent = Map.groupBy(
    intervals.flatMap(({ counts }) => counts),
    ({ event }) => event,
  )
  const counts = [...byEvent].map(([event, all]): PerfCount => {
    if (all.length !== intervals.length)
      throw new ParseError(
        file,
        null,
        say(
          all.length < intervals.length
            ? 'expected.each-event-in-each-interval'
            : 'expected.each-event-once-in-an-interval',
        ),
        event,
      )
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
  const parts = intervals.map(({ counts: own, toS }) => ({ counts: own, toS, elapsedMs: null }))
  return { elapsedMs: elapsedS === undefined ? null : 1000 * elapsedS, counts, printed: null, parts }
}

function single(counts: PerfCount[], printed: PerfStatText | null = null): PerfRead {
  const nanoseconds = countOf(counts, 'duration_time')
  const counted = typeof nanoseconds === 'number' ? nanoseconds / 1e6 : null
  const elapsedMs = printed === null ? counted : 1000 * printed.elapsedS
  return { counts, elapsedMs, printed, parts: [{ counts, elapsedMs, toS: null }] }
}

/** How each way of printing is read. */
const READ: Readonly<Record<(typeof PERF_STAT)[number], (text: string, file: string) => PerfRead>> = {
  'perf-stat-text': (text, file) => {
    const printed = parsePerfStatText(text, file)
    return single(printed.counts, printed)
  },
  'perf-stat-csv': (text, file) => single(parsePerfStat(text, file)),
  'perf-stat-json': (text, file) => single(parsePerfStatJson(text, file)),
  'perf-interval-text': (text, file) => summed(parsePerfIntervalsText(text, file), file),
  'perf-interval-csv': (text, file) => summed(parsePerfIntervals(text, file), file),
  'perf-interval-json': (text, file) => summed(parsePerfIntervalsJson(text, file), file),
}

const isPerfStat = (output: Output): output is (typeof PERF_STAT)[number] => Object.hasOwn(READ, output)

/** What is no row of the ways of printing that have nothing else: the program’s own words, or the summary of intervals. */
const OTHER_THAN_ROWS: Partial<Readonly<Record<Output, RegExp>>> = {
  'perf-stat-csv': /^[A-Za-z]|^[^,;|\t]*$/,
  'perf-interval-csv': /^[A-Za-z]|^[^,;|\t]*$/,
  'perf-stat-json': /^[^{]/,
  'perf-interval-json': /^[^{]/,
}

/** A terminal shows what the program printed beside what perf does; the lab keeps them apart. */
function rowsAlone(output: Output, text: string): string {
  const other = OTHER_THAN_ROWS[output]
  if (other === undefined || !text.endsWith('\n')) return text
  return text
    .split('\n')
    .map((line) => (other.test(line) ? '' : line))
    .join('\n')
}

/** Whether a report has a number of an event, which perf’s ratio beside it may then contradict. */
function isUsed(name: string, { printed }: PerfRead): boolean {
  // Of whole processors the counts are related to no program’s time.
  if (printed?.scope === 'system-wide' || printed?.scope === 'processors') return false
  return VM_EVENTS.some(({ event }) => event === name) || eventOf(name)?.whole === true
}

/** Any output of `perf stat`. @throws ParseError */
export function readPerf(output: Output, { text, file }: Raw, byHand = false): PerfRead {
  if (!isPerfStat(output)) throw new ParseError(file, null, say('expected.output-of-perf-stat'), output)
  const rows = byHand ? rowsAlone(output, text) : text
  const read = READ[output](rows, file)
  if (byHand) agreeingRatios(rows, file, read.parts, (event) => isUsed(event, read))
  return { ...read, counts: underUsualNames(read.counts) }
}

/** Milliseconds of processor time; without its unit it could be anything. */
export function taskClockMs(counts: readonly PerfCount[], file: string): number | null {
  // For a user who may not look into the kernel perf adds the modifier by itself; the clock is the same.
  const found = counts.find(({ event }) => event === 'task-clock' || event === 'task-clock:u')
  if (!found || typeof found.count !== 'number') return null
  if (found.unit !== 'msec') throw new ParseError(file, null, say('expected.task-clock-in-msec'), found.unit)
  return found.count
}
