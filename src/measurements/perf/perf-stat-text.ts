import { say } from '../../text/phrase.ts'
import { type Line, lastLine, linesOf, onlyOnce, ParseError, wholeNumber } from '../parse-error.ts'
import { printedCount, printedDecimal } from '../printed-number.ts'
import { fromStart, type NotCounted, type PerfCount, type PerfInterval, unitOf } from './perf-stat.ts'

/** Of what perf counted: of a program that it started, of the whole computer or some processors, or of what it watched. */
export type PerfScope = 'program' | 'system-wide' | 'processors' | 'process' | 'thread' | 'bpf'

/** What `perf stat` prints for people. */
export interface PerfStatText {
  /** As `perf stat` names it, e.g. `sh loop.sh`; of what is no program its name in that place. */
  command: string
  scope: PerfScope
  counts: PerfCount[]
  /** Of one run. */
  elapsedS: number
  /** How often `-r` had it run: all numbers are means. */
  runs: number
  /** Where the output begins. */
  header: Line
  /** Where it says that the program was stopped; null where it ended by itself. */
  stopped: Line | null
}

const HEADER = /^\s*Performance counter stats for (process id |thread id )?'(.*)'(?: \((\d+) runs\))?:$/
const BEGINS = /^\s*Performance counter stats for (process id |thread id )?'/
/** So many lines has a program that was given on the command line, at most. */
const LONGEST_COMMAND = 100
const ELAPSED = /^\s*(\S+)(?: \+- (\S+))? seconds time elapsed(\s+\( \+-\s*\S+% \))?\s*$/
const COUNT = /^\s*(<not counted>|<not supported>|\S+)\s+(.*?)\s*$/
/** What perf says of a program that a signal ended, before the counts; in other languages with other letters. */
const STOPPED =
  /^\S.*: (Interrupt|Terminated|Killed|Quit|Hangup|Aborted|Segmentation fault|Bus error|Illegal instruction|Floating point exception|Alarm clock|Broken pipe|CPU time limit exceeded|[^ -~]+)$/

/** Lines around the counts that mean none. */
const NOISE = [
  /^\s*$/,
  /^#/,
  // The rest of a line that a narrow terminal broke holds no number and event
  /^[^\d<]*$/,
  /^[\d.\s%+()-]*\)$/,
  /^\s*\S+ seconds (user|sys)(\s+\( \+-\s*\S+% \))?\s*$/,
  /^\s*(Topdown\S*\s+)?(\(cpu_\w+\)\s+)?#/,
  /^Some events weren't counted/,
  /^\s*(Try disabling the NMI watchdog|echo [01] > \/proc\/sys\/kernel\/nmi_watchdog|perf stat \.\.\.)/,
  /^The events in group usually have to be from the same PMU/,
  // `-r --table`: the time of each run beside the mean
  /^\s*\d\S* \([-+]\d\S*\) #*$/,
]

/** Units that perf puts between a number and its event. */
const UNITS = new Set(['msec', 'ns', 'Joules', 'C', '%', 'KiB', 'MiB', 'GiB', 'Bytes'])

/** Before the counts of each processor (`-A`), core or socket. */
const BY_PROCESSOR = /^\s*(CPU\d+|[SN]\d+(-D\d+)?(-\w+)*)\s+(\d|<)/

/** What numbers of other languages have in them. */
const OTHER_LOCALE = /\d[\u00a0\u202f’']\d{3}|\d\.\d{3}\.\d{3}|\d,\d{1,2}\b/

/** `1,234,567      cycles:u      #  3.21 GHz      ( +-  0.5% )  (83.3%)`; before 4.17 `task-clock (msec)`. */
function countLine(text: string, file: string, line: Line): PerfCount {
  if (BY_PROCESSOR.test(text))
    throw new ParseError(file, line.number, say('expected.counts-not-by-processor'), line.text)
  const [, value, all] = COUNT.exec(text.replace(/ (\S+-clock) \(msec\)/, ' msec $1')) ?? []
  const named =
    all
      ?.split(/\s+#\s|\s+\(/)[0]
      ?.trim()
      .split(/\s+/) ?? []
  const [printedUnit, event] = named.length === 2 ? named : ['', named[0]]
  if (
    value === undefined ||
    all === undefined ||
    named.length > 2 ||
    event === undefined ||
    !/^[A-Za-z_]\S*$/.test(event) ||
    printedUnit === undefined ||
    (printedUnit !== '' && !UNITS.has(printedUnit))
  ) {
    const expected = OTHER_LOCALE.test(line.text)
      ? say('expected.count-of-perf-stat-and-its-event')
      : say('expected.count-and-event-of-perf-stat')
    throw new ParseError(file, line.number, expected, line.text)
  }
  const unit = unitOf(event, printedUnit, value)
  const missing = /^<(not counted|not supported)>$/.exec(value)?.[1]
  const share = /\((\S+)%\)$/.exec(all)?.[1]
  const whole = unit === '' || unit === 'ns'
  return {
    event,
    unit,
    count:
      missing !== undefined
        ? (missing as NotCounted)
        : whole
          ? printedCount(value, file, line, say('expected.count-of-event', { event }))
          : printedDecimal(value, file, line, say('expected.count-of-event', { event }), true),
    percentCounted: share === undefined ? 100 : printedDecimal(share, file, line, say('expected.share-of-time')),
  }
}

/** Where the output begins: in one line, or in several where the command has several. */
function headerIn(lines: readonly Line[], file: string): { header: Line; below: number } {
  onlyOnce(lines, BEGINS, file)
  const first = lines.findIndex((line) => BEGINS.test(line.text))
  for (let end = first; first >= 0 && end < Math.min(lines.length, first + LONGEST_COMMAND); end += 1) {
    const text = lines
      .slice(first, end + 1)
      .map((line) => line.text.trim())
      .join(' ')
    if (HEADER.test(text)) return { header: { text, number: first + 1 }, below: end + 1 }
  }
  throw new ParseError(file, first < 0 ? null : first + 1, say('expected.line-performance-counter-stats-for'))
}

/** What stands in the place of a program: the words are perf’s own. */
function scopeOf(name: string): PerfScope {
  if (name === 'system wide') return 'system-wide'
  if (/^CPU\(s\) /.test(name)) return 'processors'
  return /^BPF program\(s\) /.test(name) ? 'bpf' : 'program'
}

/**
 * Reads `perf stat` as it prints by itself, with thousands separated by commas or not, of one run or of several (`-r`).
 * What the program printed before it is passed over.
 * @throws ParseError
 */
export function parsePerfStatText(text: string, file: string): PerfStatText {
  const lines = linesOf(text, file)
  const { header, below } = headerIn(lines, file)
  const [, of = '', command = '', runs = '1'] = HEADER.exec(header.text) ?? []
  const counts: PerfCount[] = []
  let elapsedS: number | null = null
  for (const line of lines.slice(below)) {
    const elapsed = ELAPSED.exec(line.text)?.[1]
    if (elapsed !== undefined) {
      if (elapsedS !== null) throw new ParseError(file, line.number, say('expected.time-elapsed-only-once'), line.text)
      elapsedS = printedDecimal(elapsed, file, line, say('expected.time-elapsed'))
      continue
    }
    // What somebody typed next is no matter of perf’s; another of its outputs would have a header.
    if (elapsedS !== null || NOISE.some((pattern) => pattern.test(line.text))) continue
    const count = countLine(line.text, file, line)
    if (counts.some(({ event }) => event === count.event))
      throw new ParseError(file, line.number, say('expected.each-event-once'), count.event)
    counts.push(count)
  }
  if (counts.length === 0) throw new ParseError(file, header.number, say('expected.at-least-one-count-of-perf-stat'))
  if (elapsedS === null)
    throw new ParseError(file, lastLine(text), say('expected.time-elapsed-with-which-perf-stat-ends'))
  return {
    command,
    scope: of === '' ? scopeOf(command) : of === 'thread id ' ? 'thread' : 'process',
    counts,
    elapsedS,
    runs: wholeNumber(runs, file, header.number, say('expected.how-often-it-was-run')),
    header,
    stopped: lines.slice(0, header.number).findLast((line) => STOPPED.test(line.text)) ?? null,
  }
}

/**
 * Reads `perf stat -I <ms>` as it prints by itself, where each line starts with the time since perf's start.
 * @throws ParseError on any other line, and where time does not advance
 */
export function parsePerfIntervalsText(text: string, file: string): PerfInterval[] {
  const intervals: PerfInterval[] = []
  for (const line of linesOf(text, file)) {
    // The summary has the same counts once more.
    if (HEADER.test(line.text)) break
    const [, time, rest = ''] = /^\s*(\d\S*)\s+(.*)$/.exec(line.text) ?? []
    if (NOISE.some((pattern) => pattern.test(line.text)) || (time !== undefined && rest.startsWith('#'))) continue
    // What the program printed in between
    if (/^[A-Za-z]/.test(line.text)) continue
    if (time === undefined)
      throw new ParseError(file, line.number, say('expected.time-of-an-interval-and-a-count'), line.text)
    const toS = printedDecimal(time, file, line, say('expected.time-of-the-interval'))
    const count = countLine(rest, file, line)
    addToIntervals(intervals, toS, count, file, line)
  }
  if (intervals.length === 0) throw new ParseError(file, null, say('expected.at-least-one-interval-of-perf-stat'))
  fromStart(intervals, file)
  return intervals
}

/** Puts a count into the interval that ends at `toS`, which is the last one or a new one. @throws ParseError */
export function addToIntervals(
  intervals: PerfInterval[],
  toS: number,
  count: PerfCount,
  file: string,
  line: Line,
): void {
  const last = intervals.at(-1)
  if (last?.toS === toS) {
    if (last.counts.some(({ event }) => event === count.event))
      throw new ParseError(file, line.number, say('expected.each-event-once-in-an-interval'), count.event)
    last.counts.push(count)
    return
  }
  const fromS = last?.toS ?? 0
  if (toS <= fromS) throw new ParseError(file, line.number, say('expected.time-later-than-the-one-before'), line.text)
  intervals.push({ fromS, toS, counts: [count], line: line.number })
}
