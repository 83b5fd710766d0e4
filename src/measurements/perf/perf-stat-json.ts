import { z } from 'zod'
import { say } from '../../text/phrase.ts'
import { jsonValue, type Line, linesOf, ParseError } from '../parse-error.ts'
import { printedDecimal } from '../printed-number.ts'
import { fromStart, type NotCounted, type PerfCount, type PerfInterval } from './perf-stat.ts'
import { addToIntervals } from './perf-stat-text.ts'

const Count = z.object({
  interval: z.number().positive().optional(),
  'counter-value': z.string(),
  unit: z.string(),
  event: z.string().min(1),
  'pcnt-running': z.number().min(0).default(100),
})
/** A derived quantity of the event above, which has no count of its own. */
const Derived = z.object({
  'metric-value': z.unknown(),
  event: z.undefined().optional(),
  'counter-value': z.undefined().optional(),
})

interface Entry {
  line: Line
  intervalS: number | null
  count: PerfCount
}

function entriesOf(text: string, file: string): Entry[] {
  return linesOf(text, file).flatMap((line): Entry[] => {
    if (/^\s*(#|$)/.test(line.text)) return []
    const value = jsonValue(line.text, file, line.number, say('expected.whole-json-object-of-perf-stat-j'))
    const parsed = Count.safeParse(value)
    if (!parsed.success) {
      if (Derived.safeParse(value).success) return []
      throw new ParseError(file, line.number, say('expected.counter-value-unit-and-event-of-perf'), line.text)
    }
    const { interval, 'counter-value': printed, unit, event, 'pcnt-running': percentCounted } = parsed.data
    const missing = /^<(not counted|not supported)>$/.exec(printed)?.[1]
    const count =
      missing === undefined
        ? printedDecimal(printed, file, line, say('expected.count-of-event', { event }))
        : (missing as NotCounted)
    return [{ line, intervalS: interval ?? null, count: { event, unit, percentCounted, count } }]
  })
}

/** Reads `perf stat -j`, one JSON object a line. @throws ParseError */
export function parsePerfStatJson(text: string, file: string): PerfCount[] {
  const counts: PerfCount[] = []
  for (const { line, intervalS, count } of entriesOf(text, file)) {
    if (intervalS !== null) throw new ParseError(file, line.number, say('expected.no-intervals'), line.text)
    if (counts.some(({ event }) => event === count.event))
      throw new ParseError(file, line.number, say('expected.each-event-once'), count.event)
    counts.push(count)
  }
  if (counts.length === 0) throw new ParseError(file, null, say('expected.at-least-one-count-of-perf-stat'))
  return counts
}

/** Reads `perf stat -I <ms> -j`. @throws ParseError */
export function parsePerfIntervalsJson(text: string, file: string): PerfInterval[] {
  const intervals: PerfInterval[] = []
  for (const { line, intervalS, count } of entriesOf(text, file)) {
    if (intervalS === null) throw new ParseError(file, line.number, say('expected.time-of-the-interval'), line.text)
    addToIntervals(intervals, intervalS, count, file, line)
  }
  if (intervals.length === 0) throw new ParseError(file, null, say('expected.at-least-one-interval-of-perf-stat'))
  fromStart(intervals, file)
  return intervals
}
