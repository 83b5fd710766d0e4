import { listed, say, type Text } from '../../text/phrase.ts'
import { type Line, linesOf, ParseError } from '../parse-error.ts'
import { halfOfLastDigit } from '../printed-number.ts'
import { countOf, type PerfCount } from './perf-stat.ts'

/** What perf worked out of a count and printed beside it: `#    3.591 GHz`. */
interface Ratio {
  /** With `-I` the time at which the interval ended, as printed. */
  time: string | null
  event: string
  printed: string
  unit: string
  line: Line
}

/** Of one output, or of one interval. */
export interface Counted {
  counts: readonly PerfCount[]
  /** null within an interval, of whose share of processors perf takes the time that was asked for. */
  elapsedMs: number | null
  /** End of the interval; null of the whole. */
  toS: number | null
}

const TEXT = /^\s*(?:(\d+\.\d{9})\s)?.*?([A-Za-z_][^\s#]*)(?: \(msec\))?\s+#\s+(\d+(?:\.\d+)?)\s+([A-Za-z/].*)$/
const COLUMNS =
  /^\s*(?:(\d+\.\d{9})([,;|\t]))?[^,;|\t]+([,;|\t])[A-Za-z]*\3([^,;|\t]+)\3(?:\d+\.\d+%\3)?\d+\3[\d.]+\3(\d+(?:\.\d+)?)\3(.+)$/
const JSON_TIME = /"interval" : (\d+\.\d+)/
const JSON_ROW = /"event" : "([^"]+)".*"metric-value" : "?(\d+(?:\.\d+)?)"?, "metric-unit" : "([^"]+)"/

/** What perf printed beside its counts, however it printed them. */
function ratiosIn(text: string, file: string): Ratio[] {
  return linesOf(text, file).flatMap((line): Ratio[] => {
    const json = JSON_ROW.exec(line.text)
    const time = JSON_TIME.exec(line.text)?.[1] ?? null
    if (json) return ratio(time, json[1], json[2], json[3], line)
    const columns = COLUMNS.exec(line.text)
    if (columns) return ratio(columns[1] ?? null, columns[4], columns[5], columns[6], line)
    const row = TEXT.exec(line.text)
    return row ? ratio(row[1] ?? null, row[2], row[3], row[4], line) : []
  })
}

function ratio(
  time: string | null,
  event: string | undefined,
  printed: string | undefined,
  unit: string | undefined,
  line: Line,
): Ratio[] {
  return event === undefined || printed === undefined || unit === undefined
    ? []
    : [{ time, event, printed, unit, line }]
}

/** How far several runs (`-r`) lie apart, in each way of printing: what is printed are means. */
const SPREAD = /\( ?\+-\s*[\d.]+% ?\)|[,;|\t]\d+\.\d+%[,;|\t]|"variance" : /

const CLOCKS = ['task-clock', 'task-clock:u', 'cpu-clock', 'cpu-clock:u']
const PREFIXES: Readonly<Record<string, number>> = { '': 1, K: 1e3, M: 1e6, G: 1e9 }

/** Numbers of which perf makes a ratio, and what is one of it. */
interface Made {
  value: number
  of: Text
  scale: number
}

/** What a ratio must be; null of those of which not all numbers are printed, or that are no matter of the report's. */
function madeOf({ event, unit }: Ratio, { counts, elapsedMs }: Counted): Made | null {
  const count = countOf(counts, event)
  if (typeof count !== 'number') return null
  const clocks = counts.filter((one) => CLOCKS.includes(one.event) && one.unit === 'msec')
  const [clock] = clocks
  const clockMs = clock && clocks.length === 1 && typeof clock.count === 'number' ? clock.count : null
  const made = (value: number, others: Text, scale = 1): Made => ({
    value,
    of: listed([event, others], 'and'),
    scale,
  })
  if (/^CPUs\b/.test(unit))
    return clockMs === null || clock?.event !== event || !elapsedMs
      ? null
      : made(clockMs / elapsedMs, say('expected.time-elapsed'))
  if (/^GHz\b/.test(unit)) return clockMs && clock ? made(count / (clockMs * 1e6), clock.event) : null
  if (/^(insns? per cycle|instructions\b)/.test(unit)) {
    const name = ['cycles', 'cpu-cycles'].find((one) => typeof countOf(counts, one) === 'number')
    const cycles = name === undefined ? null : countOf(counts, name)
    return typeof cycles === 'number' && cycles > 0 && name !== undefined && event === 'instructions'
      ? made(count / cycles, name)
      : null
  }
  const prefix = /^([KMG]?)[a-z]*\/sec\b/.exec(unit)?.[1]
  return prefix !== undefined && clockMs && clock
    ? made((1000 * count) / clockMs, clock.event, PREFIXES[prefix] ?? 1)
    : null
}

/** Beyond the digits that are printed, and of means of several runs: each of them is rounded. */
const SLACK = 0.001
const SLACK_OF_MEANS = 0.02
/** Clocks are printed to hundredths of a millisecond. */
const HALF_CLOCK_MS = 0.005

function agrees({ printed }: Ratio, { value, scale }: Made, { counts }: Counted, means: boolean): boolean {
  const clock = counts.find(({ event }) => CLOCKS.includes(event))?.count
  const ofClock = typeof clock === 'number' && clock > 0 ? HALF_CLOCK_MS / clock : 0
  const slack = value * ((means ? SLACK_OF_MEANS : SLACK) + ofClock)
  return Math.abs(Number(printed) * scale - value) <= halfOfLastDigit(printed) * scale + slack
}

/**
 * Numbers that perf's own ratios beside them confirm: `0.999 CPUs utilized` is the processor time related to the time that went
 * by, `GHz` the cycles related to the processor time. A digit that somebody changed, or that was lost, shows there.
 * @param isUsed whether a report has a number of an event
 * @throws ParseError naming the line whose ratio is another one
 */
export function agreeingRatios(
  text: string,
  file: string,
  counted: readonly Counted[],
  isUsed: (event: string) => boolean,
): void {
  const means = SPREAD.test(text)
  const last = counted.at(-1)
  const checked = ratiosIn(text, file).flatMap((one) => {
    const of = counted.find(({ toS }) => toS === (one.time === null ? null : Number(one.time)))
    if (of === undefined || !(isUsed(one.event) || CLOCKS.includes(one.event))) return []
    // The last of several intervals is short, and its ratios are those of a whole one in some versions.
    if (of.toS !== null && of === last) return []
    const made = madeOf(one, of)
    // Of several runs perf relates some counts to the time of the last one.
    if (made === null || (means && !/^CPUs\b/.test(one.unit))) return []
    return [{ one, made, isRight: agrees(one, made, of, means) }]
  })
  const wrong = checked.filter(({ isRight }) => !isRight)
  const [first] = wrong
  // Where most intervals have ratios of another time that is that version’s way, and no digit is wrong.
  if (first === undefined || (last?.toS !== null && wrong.length > checked.length / 2)) return
  const { one, made } = first
  const value = (made.value / made.scale).toPrecision(4)
  throw new ParseError(file, one.line.number, say('expected.ratio-that-agrees', { of: made.of, value }), one.line.text)
}
