import { say } from '../../text/phrase.ts'
import { decimal, type Line, linesOf, ParseError } from '../parse-error.ts'

/** Why perf gave no count, in its own words. */
export type NotCounted = 'not counted' | 'not supported'

/** One event of `perf stat`. */
export interface PerfCount {
  event: string
  /** In `unit`; scaled by perf where the event had to share a counter. */
  count: number | NotCounted
  /** e.g. `msec` or `ns`; empty for plain counts. */
  unit: string
  /** Share of the time in which the event was counted, in percent. */
  percentCounted: number
}

/** The counts of one interval of `perf stat -I`, seconds since perf's start. */
export interface PerfInterval {
  fromS: number
  toS: number
  counts: PerfCount[]
  /** 1-based, of its first row. */
  line: number
}

/** What perf prints around the counts without meaning one. */
const NOISE = [
  /^\s*$/,
  /^#/,
  /^Some events weren't counted/,
  /^\s*(Try disabling the NMI watchdog|echo [01] > \/proc\/sys\/kernel\/nmi_watchdog|perf stat \.\.\.)/,
  /^The events in group usually have to be from the same PMU/,
]

const isNoise = ({ text }: Line): boolean => NOISE.some((pattern) => pattern.test(text))

/** What stands between the columns of a line: `-x,` or another. No number, unit or event has one of these in it. */
const fieldsOf = (text: string): string[] => text.split(/[,;|\t]/.exec(text)?.[0] ?? ',')

/** The unit of a count: before 4.20 perf did not print it of a clock in milliseconds, which has six decimals. */
export const unitOf = (event: string, unit: string, printed: string): string =>
  unit === '' && /^(task|cpu)-clock(:[a-z]+)?$/.test(event) && /\d\.\d{6}$/.test(printed) ? 'msec' : unit

function parseCount(all: readonly string[], file: string, line: Line): PerfCount | null {
  // With -r the spread over the runs stands between the event and the time that it was counted.
  const fields = /^\d+\.\d+%$/.test(all[3] ?? '') ? all.toSpliced(3, 1) : all
  const [value, unit, event, running, percent] = fields
  if (value === undefined || unit === undefined || !event || running === undefined || percent === undefined) {
    // A second derived metric of the event above stands alone on its line: it has no count of its own.
    if (fields.length >= 7 && fields.slice(0, 3).every((field) => field === '')) return null
    throw new ParseError(file, line.number, say('expected.count-unit-event-running-percent-of-perf'), line.text)
  }
  const missing = /^<(not counted|not supported)>$/.exec(value)?.[1]
  // perf prints no exponents: a spreadsheet leaves a few digits before one.
  if (/e/i.test(value) && missing === undefined)
    throw new ParseError(file, line.number, say('expected.all-digits-of-a-count', { event }), value)
  decimal(running, file, line.number, say('expected.time-that-the-event-was-counted'))
  return {
    event,
    count:
      missing === undefined
        ? decimal(value, file, line.number, () => say('expected.count-of-event', { event }))
        : (missing as NotCounted),
    unit: unitOf(event, unit, value),
    percentCounted: decimal(percent, file, line.number, say('expected.share-of-time')),
  }
}

/**
 * Reads `perf stat -x,` (perf 6.1: count,unit,event,running,percent,metric,metric unit), in the order of the command: an
 * event that was asked for with several filters comes as often, and only its place tells which is which.
 * @throws ParseError on any other line, and where there is no count at all
 */
export function parsePerfRows(text: string, file: string): PerfCount[] {
  return rowsOf(text, file).map(({ count }) => count)
}

function rowsOf(text: string, file: string): { count: PerfCount; line: Line }[] {
  const rows = linesOf(text, file).flatMap((line) => {
    const count = isNoise(line) ? null : parseCount(fieldsOf(line.text), file, line)
    return count ? [{ count, line }] : []
  })
  if (rows.length === 0) throw new ParseError(file, null, say('expected.at-least-one-count-of-perf-stat'))
  return rows
}

/** The same of a command that asks for each event once. @throws ParseError where one comes twice, too */
export function parsePerfStat(text: string, file: string): PerfCount[] {
  const seen = new Set<string>()
  return rowsOf(text, file).map(({ count, line }) => {
    if (seen.has(count.event)) throw new ParseError(file, line.number, say('expected.each-event-once'), count.event)
    seen.add(count.event)
    return count
  })
}

/**
 * Reads `perf stat -I <ms> -x,`, where each line starts with the time since perf's start.
 * @throws ParseError on any other line, and where time does not advance
 */
export function parsePerfIntervals(text: string, file: string): PerfInterval[] {
  const intervals: PerfInterval[] = []
  for (const line of linesOf(text, file)) {
    if (isNoise(line)) continue
    const [time = '', ...fields] = fieldsOf(line.text)
    const toS = decimal(time, file, line.number, say('expected.time-of-the-interval'))
    const count = parseCount(fields, file, line)
    if (!count) continue
    const last = intervals.at(-1)
    if (last?.toS === toS) {
      last.counts.push(count)
      continue
    }
    const fromS = last?.toS ?? 0
    if (toS <= fromS) throw new ParseError(file, line.number, say('expected.time-later-than-the-one-before'), time)
    intervals.push({ fromS, toS, counts: [count], line: line.number })
  }
  if (intervals.length === 0) throw new ParseError(file, null, say('expected.at-least-one-interval-of-perf-stat'))
  fromStart(intervals, file)
  return intervals
}

/**
 * perf counts from its start on, and prints as often again each time: where the first lines were left out, what was counted
 * then would be missing from the whole time.
 * @throws ParseError where the first interval is much longer than the second
 */
export function fromStart(intervals: readonly PerfInterval[], file: string): void {
  const [first, second] = intervals
  if (first && second && first.toS > 1.5 * (second.toS - second.fromS) && first.toS - (second.toS - second.fromS) > 0.5)
    throw new ParseError(file, null, say('expected.intervals-from-the-start-on'), `${first.toS}`)
}

/** The count of an event, or in perf's words why there is none; undefined where the event is not in the file. */
export function countOf(counts: readonly PerfCount[], event: string): number | NotCounted | undefined {
  return counts.find((count) => count.event === event)?.count
}
