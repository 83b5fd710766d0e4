import { say } from '../../text/phrase.ts'
import { ParseError } from '../parse-error.ts'
import type { Carried } from './iperf-test.ts'

/** Three digits of amount and of rate are printed; where they disagree by more than that, one of them is damaged. */
export function agreeing({ fromS, toS, bytes, bitsPerSecond, line }: Carried, file: string): void {
  const seconds = toS - fromS
  if (seconds <= 0 || bytes <= 0)
    throw new ParseError(file, line.number, say('expected.total-of-some-bytes-in-some-time'), line.text)
  const rate = (bytes * 8) / seconds
  // Times are printed to hundredths, of which short tests have few.
  const tolerance = 0.02 + 0.01 / seconds
  if (Math.abs(rate - bitsPerSecond) > tolerance * Math.max(rate, bitsPerSecond)) {
    throw new ParseError(file, line.number, say('expected.rate-that-agrees-with-the-amount-and'), line.text)
  }
}

/** An interval whose rate agrees with its amount, which may be none. @throws ParseError */
export function steady(interval: Carried, file: string): void {
  if (interval.bytes > 0 || interval.bitsPerSecond > 0) agreeing(interval, file)
}

/** Times are printed to hundredths, and kept a little apart by some versions, s. */
const SEAM_S = 0.05

/** Whether each interval begins where the one before it ended, the first one with the test: the one that is missing may be the lowest. */
const seamless = (intervals: readonly Pick<Carried, 'fromS' | 'toS'>[]): boolean =>
  intervals.every(({ fromS }, index) => Math.abs(fromS - (intervals[index - 1]?.toS ?? 0)) <= SEAM_S)

/** A total may differ so far from its parts: what is under way at an end belongs to one of them alone. */
const EDGE = 0.1

/**
 * A total that its intervals make up.
 * @throws ParseError where some of them are missing, and where the total is of another amount: some versions count what was
 * left out at the start (`-O`) in the total alone
 */
export function madeUpOf(total: Carried, intervals: readonly Omit<Carried, 'line'>[], file: string): void {
  if (intervals.length === 0) return
  const sum = (of: (one: Omit<Carried, 'line'>) => number): number => intervals.reduce((all, one) => all + of(one), 0)
  const [seconds, whole] = [sum(({ fromS, toS }) => toS - fromS), total.toS - total.fromS]
  if (Math.abs(seconds - whole) > EDGE * (1 + whole) || !seamless(intervals))
    throw new ParseError(
      file,
      total.line.number,
      say('expected.intervals-that-make-up-the-whole-time'),
      total.line.text,
    )
  const bytes = sum((one) => one.bytes)
  const apart = (a: number, b: number): boolean => Math.abs(a - b) > EDGE * Math.min(a, b)
  // Some versions leave out the interval in which nothing but the end of the test is: then the amount is the same.
  if (apart(bytes / seconds, total.bytes / whole) && apart(bytes, total.bytes))
    throw new ParseError(file, total.line.number, say('expected.total-that-agrees-with-its-intervals'), total.line.text)
}

/** Three digits are printed of both. */
const ROUNDED = 0.02

/**
 * What the receiver counted while the test ran. Before 3.5 a client that receives adds to its total what still comes after the end,
 * over the same time; its intervals have none of that.
 */
export function inTime<Total extends Carried>(total: Total, intervals: readonly Omit<Carried, 'line'>[]): Total {
  const bytes = intervals.reduce((sum, one) => sum + one.bytes, 0)
  const seconds = intervals.reduce((sum, { fromS, toS }) => sum + toS - fromS, 0)
  if (seconds === 0 || total.bytes <= (1 + ROUNDED) * bytes) return total
  return { ...total, bytes, toS: total.fromS + seconds, bitsPerSecond: (8 * bytes) / seconds }
}

/** The last block of a stream may be cut off while it is sent: then it is not counted as sent. */
const BLOCK_BYTES = 2 ** 17
/** A second that is left out at the start is told where intervals are no longer than this, s. */
const TOLD_S = 1.5

/** What is known of a test before its totals are compared. */
interface Before {
  streams: number
  intervals: readonly Pick<Carried, 'fromS' | 'toS'>[]
  /** Carried in what was left out at the start (`-O`). */
  omittedBytes: number
}

/**
 * Nothing arrives that was not sent. Of a test that leaves out its start the receiver may have more than the sender, and rightly
 * so: what lay in between when both began to count was sent before, and arrives in the time that counts.
 * @throws ParseError where more arrived
 */
export function sentFirst(sent: Carried | undefined, received: Carried, before: Before, file: string): void {
  if (sent === undefined || sent.bytes === 0) return
  const { streams, intervals, omittedBytes } = before
  const isTold = intervals.some(({ fromS, toS }) => toS > fromS && toS - fromS < TOLD_S)
  const most = (1 + (isTold ? ROUNDED : EDGE)) * sent.bytes + omittedBytes + BLOCK_BYTES * Math.max(1, streams)
  if (received.bytes > most)
    throw new ParseError(file, received.line.number, say('expected.no-more-received-than-sent'), received.line.text)
}
