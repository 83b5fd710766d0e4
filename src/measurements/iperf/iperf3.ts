import { z } from 'zod'
import { say } from '../../text/phrase.ts'
import { decimal, jsonValue, linesOf, ParseError } from '../parse-error.ts'

/** One run of `iperf3 --json` over TCP. */
export interface Iperf3Result {
  /** As the receiver counted it. */
  bitsPerSecond: number
  receivedBytes: number
  durationS: number
  /** TCP segments sent again; null where iperf3 does not say. */
  retransmits: number | null
  /** `-R`: the server sends. */
  reverse: boolean
  /** `-b`; null where it was not limited. */
  targetBitsPerSecond: number | null
}

/** One line of `iperf3 -i`: seconds since the test's start, as iperf3 measured them. */
export interface Iperf3Interval {
  fromS: number
  toS: number
  bitsPerSecond: number
  /** 1-based line of the text, which is also the line of its `.times` file. */
  line: number
}

const Sum = z.object({
  seconds: z.number().positive(),
  bytes: z.number().nonnegative(),
  bits_per_second: z.number().nonnegative(),
})
const Flag = z.union([z.literal(0), z.literal(1)])
const Report = z.object({
  start: z.object({
    test_start: z.object({
      protocol: z.literal('TCP'),
      reverse: Flag,
      target_bitrate: z.number().nonnegative().optional(),
    }),
  }),
  end: z.object({ sum_sent: Sum.extend({ retransmits: z.number().nonnegative().optional() }), sum_received: Sum }),
})

/** One run of `iperf3 --udp --json`, as the receiver counted. */
export interface Iperf3Datagrams {
  sent: number
  lost: number
  /** Mean deviation of the transit time, RFC 1889. */
  jitterMs: number
  /** Bytes of payload in each. */
  bytesEach: number
  durationS: number
}

const DatagramReport = z.object({
  start: z.object({ test_start: z.object({ protocol: z.literal('UDP'), blksize: z.number().int().positive() }) }),
  end: z.object({
    sum: z.object({
      packets: z.number().int().positive(),
      lost_packets: z.number().int(),
      jitter_ms: z.number().nonnegative(),
      seconds: z.number().positive(),
    }),
  }),
})

/** What a test left out at its beginning and what it then counted, s. */
export interface Iperf3Length {
  omittedS: number
  countedS: number
}

const Length = z.object({
  start: z.object({ test_start: z.object({ omit: z.number().nonnegative(), duration: z.number().positive() }) }),
})

/** Reads the length of any test of `iperf3 --json`. @throws ParseError */
export function parseIperf3Length(text: string, file: string): Iperf3Length {
  const report = Length.safeParse(readObject(text, file))
  if (!report.success) throw new ParseError(file, null, say('expected.test-of-iperf3-with-its-omitted-seconds'))
  const { omit, duration } = report.data.start.test_start
  return { omittedS: omit, countedS: duration }
}

function readObject(text: string, file: string): unknown {
  const json = text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)
  const value = jsonValue(json, file, null, say('expected.complete-json-of-iperf3'), text.trim().slice(-60))
  if (typeof value === 'object' && value !== null && 'error' in value) {
    throw new ParseError(file, null, say('expected.finished-test-but-iperf3-reports-an-error'), String(value.error))
  }
  return value
}

/**
 * Reads `iperf3 --udp --json` (3.12). Datagrams that came twice or late count as negative losses there, so that the
 * losses may be fewer than none; then they are 0 here.
 * @throws ParseError, with iperf3's own words where it reports an error
 */
export function parseIperf3Datagrams(text: string, file: string): Iperf3Datagrams {
  const report = DatagramReport.safeParse(readObject(text, file))
  if (!report.success) {
    throw new ParseError(
      file,
      null,
      say('expected.udp-test-of-iperf3-with', { value: report.error.issues[0]?.path.join('.') ?? 'a result' }),
    )
  }
  const {
    start: {
      test_start: { blksize },
    },
    end: { sum },
  } = report.data
  if (sum.lost_packets > sum.packets)
    throw new ParseError(file, null, say('expected.no-more-datagrams-lost-than-sent'), String(sum.lost_packets))
  return {
    sent: sum.packets,
    lost: Math.max(0, sum.lost_packets),
    jitterMs: sum.jitter_ms,
    bytesEach: blksize,
    durationS: sum.seconds,
  }
}

/**
 * Reads `iperf3 --json` (3.12). Lines before and after the JSON object are passed over.
 * @throws ParseError, with iperf3's own words where it reports an error
 */
export function parseIperf3Json(text: string, file: string): Iperf3Result {
  const report = Report.safeParse(readObject(text, file))
  if (!report.success) {
    const issue = report.error.issues[0]
    throw new ParseError(
      file,
      null,
      say('expected.tcp-test-of-iperf3-with', { value: issue?.path.join('.') ?? 'a result' }),
    )
  }
  const { start, end } = report.data
  const received = end.sum_received
  // iperf3 sometimes ends with a receiver's report of nothing when the control connection broke.
  if (received.bytes === 0 && end.sum_sent.bytes > 0)
    throw new ParseError(file, null, say('expected.receivers-byte-count'), '0')
  return {
    bitsPerSecond: received.bits_per_second,
    receivedBytes: received.bytes,
    durationS: received.seconds,
    retransmits: end.sum_sent.retransmits ?? null,
    reverse: start.test_start.reverse === 1,
    targetBitsPerSecond: start.test_start.target_bitrate || null,
  }
}

/** What iperf3 prints as text besides the intervals. */
const NOISE = [
  /^\s*$/,
  /^Connecting to host /,
  /^Reverse mode, /,
  /^\[ *(\d+)\] local .* connected to /,
  /^\[ ?ID\] Interval /,
  /^(- )+-?\s*$/,
  /^iperf Done\.$/,
  /^iperf3: (interrupt|the server has terminated|getsockopt)/,
  /^warning: /i,
]
const INTERVAL = /^\[ *\d+\] +(\d+\.\d+)-(\d+\.\d+) +sec +\S+ \S+ +(\S+) Kbits\/sec(.*)$/

/**
 * Reads the intervals of `iperf3 -i <s> -f k --forceflush`; the totals at the end are left out.
 * @throws ParseError
 */
export function parseIperf3Text(text: string, file: string): Iperf3Interval[] {
  const intervals: Iperf3Interval[] = []
  for (const line of linesOf(text, file)) {
    if (NOISE.some((pattern) => pattern.test(line.text))) continue
    const [, from, to, rate, rest] = INTERVAL.exec(line.text) ?? []
    if (from === undefined || to === undefined || rate === undefined || rest === undefined) {
      throw new ParseError(file, line.number, say('expected.interval-of-iperf3-in-kbits-sec'), line.text)
    }
    if (/\b(sender|receiver)\s*$/.test(rest)) continue
    const fromS = decimal(from, file, line.number, say('expected.start'))
    const toS = decimal(to, file, line.number, say('expected.end'))
    // Stopping iperf3 at the end of an interval makes it print one more of no length.
    if (toS === fromS) continue
    if (toS < fromS)
      throw new ParseError(file, line.number, say('expected.interval-that-ends-after-its-start'), line.text)
    const bitsPerSecond = decimal(rate, file, line.number, say('expected.rate')) * 1000
    intervals.push({ fromS, toS, bitsPerSecond, line: line.number })
  }
  if (intervals.length === 0) throw new ParseError(file, null, say('expected.at-least-one-interval-of-iperf3'))
  return intervals
}

/**
 * When the test began, on the clock of the machine that ran iperf3: the line printed with the least delay tells.
 * @param times the `.times` file: for each line of the text the time at which it was printed, s since the epoch
 * @throws ParseError where an interval has no time
 */
export function iperf3StartS(intervals: readonly Iperf3Interval[], times: string, file: string): number {
  const stamps = linesOf(times, file)
  const starts = intervals.map(({ toS, line }) => {
    const stamp = stamps[line - 1]
    if (!stamp || stamp.text.trim() === '') throw new ParseError(file, line, say('expected.time-of-an-intervals-line'))
    return decimal(stamp.text, file, line, say('expected.seconds-since-the-epoch')) - toS
  })
  return Math.min(...starts)
}
