import { say } from '../../text/phrase.ts'
import { type Line, ParseError } from '../parse-error.ts'
import { halfOfLastDigit, iperfBitsPerSecond, iperfBytes, printedDecimal } from '../printed-number.ts'

/** One test of iperf that somebody ran. */
export interface IperfTest {
  /** As the receiver counted it, where it says so; else the sender. */
  bitsPerSecond: number
  bytes: number
  durationS: number
  /** TCP segments sent again; null where it is not said. */
  retransmits: number | null
  /** The server sends. */
  reverse: boolean
  /** Of UDP, at the receiver; null for TCP. */
  datagrams: { sent: number; lost: number; jitterMs: number } | null
  /** Of all streams together, in order, as the client counted them; empty where none were printed. */
  intervals: { fromS: number; toS: number; bitsPerSecond: number }[]
  /** The client's address and the server's; null where they are not said. */
  addresses: { client: string; server: string; line: number } | null
  /** Where it shows that the client was stopped before the test's end; null where it was not. */
  stopped: Line | null
}

/** A row of numbers, of one stream or of the sum of all. */
export interface IperfRow {
  /** The stream’s number, or `SUM`. */
  stream: string
  fromS: number
  toS: number
  bytes: number
  bitsPerSecond: number
  /** What stands after the rate. */
  rest: string
  line: Line
}

/** What was carried in a time. */
export type Carried = Pick<IperfRow, 'fromS' | 'toS' | 'bytes' | 'bitsPerSecond' | 'line'>

const ROW = /^\[ *\*?(\d+|SUM)(?:-\d+)?\] +(\S+?)- *(\S+) +sec +(\S+) +(\S+) +(\S+) +(\S+\/sec)(.*)$/

/** Reads a row such as `[  5]   0.00-1.00   sec  2.84 GBytes  24.4 Gbits/sec    2    895 KBytes`; null where it is none. */
export function iperfRow(line: Line, file: string): IperfRow | null {
  const [, stream, from, to, amount, sizeUnit, rate, rateUnit, rest] = ROW.exec(line.text) ?? []
  if (
    stream === undefined ||
    from === undefined ||
    to === undefined ||
    amount === undefined ||
    sizeUnit === undefined ||
    rate === undefined ||
    rateUnit === undefined ||
    rest === undefined
  )
    return null
  const row = {
    stream,
    fromS: printedDecimal(from, file, line, say('expected.start')),
    toS: printedDecimal(to, file, line, say('expected.end')),
    bytes: iperfBytes(amount, sizeUnit, file, line),
    bitsPerSecond: iperfBitsPerSecond(rate, rateUnit, file, line),
    rest,
    line,
  }
  if (row.toS < row.fromS)
    throw new ParseError(file, line.number, say('expected.interval-that-ends-after-its-start'), line.text)
  return { ...row, bitsPerSecond: sharper(row, { amount, rate }, file) }
}

/** A rate of which less is known, as of `0.01 Gbits/sec`, comes from the amount, where more is. */
const COARSE = 0.02
const TOO_COARSE = 0.1

/** Half of the last digit that is printed, related to the number. */
const roundedBy = (printed: string): number => halfOfLastDigit(printed) / Number(printed)

/**
 * The rate of a row, whose unit may have been chosen too large for it (`-f g`).
 * @throws ParseError where neither rate nor amount has enough digits
 */
function sharper(row: Omit<IperfRow, 'rest'>, printed: { amount: string; rate: string }, file: string): number {
  const { fromS, toS, bytes, bitsPerSecond, line } = row
  const [ofRate, ofAmount] = [roundedBy(printed.rate), roundedBy(printed.amount)]
  if (ofRate <= COARSE || bytes === 0 || toS <= fromS) return bitsPerSecond
  if (ofAmount > TOO_COARSE) throw new ParseError(file, line.number, say('expected.rate-in-a-smaller-unit'), line.text)
  const carried = (8 * bytes) / (toS - fromS)
  const most = bitsPerSecond === 0 ? carried : bitsPerSecond * (1 + ofRate)
  const least = bitsPerSecond === 0 ? 0 : bitsPerSecond * (1 - ofRate)
  // One that is out of this is judged as it stands.
  return ofAmount < ofRate && carried <= most * 1.02 && carried >= least * 0.98 ? carried : bitsPerSecond
}

const ROLE_ALONE = /^(sender|receiver)$/
/** No terminal is narrower, so that a shorter line was not broken. */
const NARROWEST = 50

/**
 * Lines with those put together that a narrow terminal broke: what is no line of iperf's goes on with the one before it. A
 * number can't become another one by that, since those of a row are not side by side.
 * @param own what iperf prints besides rows
 */
export function unbroken(lines: readonly Line[], own: readonly RegExp[]): Line[] {
  const whole: Line[] = []
  const isOwn = ({ text }: Line): boolean => own.some((pattern) => pattern.test(text))
  for (const line of lines) {
    const last = whole.at(-1)
    const alone = /^(\[|iperf)/.test(line.text) || isOwn(line)
    const goesOn = last !== undefined && (/^\[/.test(last.text) || (/^[A-Z]/.test(last.text) && isOwn(last)))
    if (alone || !goesOn || last.text.length < NARROWEST) whole.push(line)
    else whole.splice(-1, 1, { ...last, text: last.text + (ROLE_ALONE.test(line.text) ? ' ' : '') + line.text })
  }
  return whole
}

/** `local 10.0.2.2 port 42152 connected to 10.0.2.15 port 5001`, of which the client is the near end; null where it is none. */
export function addressesOf({ text, number }: Line): IperfTest['addresses'] {
  const [, client, server] = /^\[ *\*?\d+\] local (\S+) port \d+ connected (?:to|with) (\S+) port \d+/.exec(text) ?? []
  return client === undefined || server === undefined ? null : { client, server, line: number }
}

/** `0.010 ms  0/77 (0%)`: jitter, lost, sent. */
export function datagramsOf({ rest, line }: IperfRow, file: string): IperfTest['datagrams'] {
  const [, jitter, lost, sent] = /^ +(\S+) ms +(-?\d+)\/ *(\d+) \(/.exec(rest) ?? []
  if (jitter === undefined || lost === undefined || sent === undefined) return null
  const datagrams = {
    jitterMs: printedDecimal(jitter, file, line, say('expected.jitter')),
    lost: Math.max(0, Number(lost)),
    sent: Number(sent),
  }
  if (datagrams.sent === 0 || datagrams.lost > datagrams.sent || !Number.isSafeInteger(datagrams.sent)) {
    throw new ParseError(file, line.number, say('expected.no-more-datagrams-lost-than-sent'), line.text)
  }
  return datagrams
}

/**
 * The rows of all streams together: the sums where there are several streams, else those of the only one.
 * @param streams how many connections were opened
 */
export function together(rows: readonly IperfRow[], streams: number, file: string): IperfRow[] {
  const sums = rows.filter(({ stream }) => stream === 'SUM')
  if (sums.length > 0 || (streams > 1 && rows.length === 0)) return sums
  const [first] = rows
  if (first && streams > 1)
    throw new ParseError(
      file,
      rows.at(-1)?.line.number ?? null,
      say('expected.sum-of-streams-in-one-direction', { streams }),
      first.line.text,
    )
  const other = rows.find(({ stream }) => stream !== rows[0]?.stream)
  if (other)
    throw new ParseError(file, other.line.number, say('expected.one-test-in-one-direction-at-a'), other.line.text)
  return [...rows]
}

/** Intervals as a test has them; stopping iperf at the end of one makes it print one more of no length. */
export const intervalsOf = (rows: readonly Omit<Carried, 'line'>[]): IperfTest['intervals'] =>
  rows.filter(({ fromS, toS }) => toS > fromS).map(({ fromS, toS, bitsPerSecond }) => ({ fromS, toS, bitsPerSecond }))
