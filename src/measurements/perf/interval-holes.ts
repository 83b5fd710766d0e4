import { say } from '../../text/phrase.ts'
import { ParseError } from '../parse-error.ts'
import type { PerfInterval } from './perf-stat.ts'

/** An interval that is so much longer than usual was waited for long, or is several of which all but the last were lost. */
const LONG = 1.5
/** Where nothing else tells, it is several if it is as long as so many, give or take this part of one. */
const APART = 0.1
/** How near the processors that were counted are to a whole number. */
const WHOLE = 0.2

/** Processor time that perf counted in an interval; null where it was not asked for. */
function clockMs({ counts }: PerfInterval): number | null {
  const found = counts.find(({ event, unit }) => /^(cpu|task)-clock(:u)?$/.test(event) && unit === 'msec')?.count
  return typeof found === 'number' ? found : null
}

const lengthS = ({ fromS, toS }: PerfInterval): number => toS - fromS

/** The middle one, of two the smaller. */
const middle = (values: readonly number[]): number | undefined =>
  values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) / 2)]

/**
 * Whether all time was counted, by the clock of whole processors (`-a`), which goes on with time alone; null where there is none.
 * perf reads its own time before the counts: single intervals may be far from it on a busy computer, their sum is not.
 */
function isAllCounted(intervals: readonly PerfInterval[], usualS: number): boolean | null {
  const used = middle(intervals.map((one) => (clockMs(one) ?? 0) / (1000 * lengthS(one)))) ?? 0
  const processors = Math.round(used)
  if (processors === 0 || Math.abs(used - processors) > WHOLE * processors) return null
  const countedMs = intervals.reduce((sum, one) => sum + (clockMs(one) ?? 0), 0)
  return countedMs > 1000 * processors * ((intervals.at(-1)?.toS ?? 0) - usualS / 2)
}

/**
 * Intervals of which none is missing in between: else what was counted in it would be missing from a time that goes on. perf may be
 * woken late, and counts what came meanwhile: then its clock has it all, and the length is no multiple.
 * @throws ParseError naming the line before which one is missing
 */
export function withoutHoles(intervals: readonly PerfInterval[], file: string): void {
  // The last one ends with the program.
  const usualS = middle(intervals.slice(0, -1).map(lengthS))
  if (usualS === undefined) return
  const allCounted = isAllCounted(intervals, usualS)
  if (allCounted === true) return
  const isSeveral = (interval: PerfInterval): boolean => {
    const times = lengthS(interval) / usualS
    return times >= LONG && Math.abs(times - Math.round(times)) <= APART
  }
  const longest = intervals.toSorted((a, b) => lengthS(b) - lengthS(a))[0]
  const found = allCounted === false ? longest : intervals.find(isSeveral)
  if (found === undefined) return
  const seconds = usualS.toPrecision(3)
  const missing = say('expected.intervals-of-the-usual-length', { seconds })
  throw new ParseError(file, found.line, missing, `${found.fromS} – ${found.toS}`)
}
