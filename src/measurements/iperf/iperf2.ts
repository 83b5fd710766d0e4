import { say } from '../../text/phrase.ts'
import { lastLine, linesOf, onlyOnce, ParseError, sinceBegin } from '../parse-error.ts'
import { agreeing, madeUpOf } from './agreement.ts'
import {
  addressesOf,
  datagramsOf,
  type IperfRow,
  type IperfTest,
  intervalsOf,
  iperfRow,
  together,
  unbroken,
} from './iperf-test.ts'

const BEGINS = /^Client connecting to /
const FAILURE = /^(?:connect failed|.*(?:WARNING|ERROR|failed|refused)).*$/
/** After the last of these stands what somebody typed next. */
const OWN = /^\[ *\*?(\d+|SUM(-\d+)?|CT)\] /

const CONNECTED = /^\[ *\*?\d+\] local .* connected with /

/** What `iperf -c` (version 2) prints besides rows of numbers. */
const NOISE = [
  /^\s*$/,
  /^-+$/,
  /^(Client connecting to|Sending \d+ byte datagrams|TCP window size:|UDP buffer size:|Write buffer size:|Binding to|TOS |MSS size|TCP congestion control )/,
  CONNECTED,
  /^\[( ?ID|SUM-cnt)\] Interval /,
  /^\[ *(\d+|SUM(-\d+)?)\] Sent \d+ datagrams/,
  /^\[ *(\d+|SUM(-\d+)?)\] .* datagrams received out-of-order$/,
  /^\[ CT\] final connect times /,
  /^Warn: /,
  /^Waiting for server threads to complete\. Interrupt again to force quit\.$/,
]

/** The kernel gives another size than was asked for with `-w`, usually twice as much. */
const OTHER_SIZE = /^(TCP window|UDP buffer) size: .*\(WARNING: requested .*\)$/

/**
 * Reads what the client of iperf 2 prints: the total, which begins at 0 and comes last, and the intervals of `-i` before
 * it. Over TCP it is the sender that counts; over UDP the server's report is taken, without which there is no result.
 * @throws ParseError
 */
export function parseIperf2(text: string, file: string): IperfTest {
  const rows: IperfRow[] = []
  const reports: IperfRow[] = []
  const lines = linesOf(text, file)
  let udp = false
  // Some of them may be told before the test’s own first line.
  const streams = lines.filter(({ text }) => CONNECTED.test(text)).length
  let reported = false
  let reverse = false
  let addresses: IperfTest['addresses'] = null
  const end = lines.findLast(({ text }) => OWN.test(text))?.number ?? 0
  onlyOnce(lines, BEGINS, file)
  const own = sinceBegin(lines, BEGINS).filter(({ number, text: line }) => number <= end || FAILURE.test(line))
  for (const line of unbroken(own, NOISE)) {
    const failure = FAILURE.exec(line.text)?.[0]
    if (failure !== undefined && !OTHER_SIZE.test(failure))
      throw new ParseError(file, line.number, say('expected.finished-test-but-iperf-reports'), failure)
    if (/^Client connecting to .*, UDP port/.test(line.text)) udp = true
    if (/ connected with .*\(reverse\)/.test(line.text)) reverse = true
    if (/ connected with .*\(full-duplex\)/.test(line.text))
      throw new ParseError(file, line.number, say('expected.one-test-in-one-direction-at-a'), line.text)
    if (/^\[ *\d+\] Server Report:/.test(line.text)) {
      reported = true
      continue
    }
    addresses ??= addressesOf(line)
    if (NOISE.some((pattern) => pattern.test(line.text))) continue
    const row = iperfRow(line, file)
    if (!row) throw new ParseError(file, line.number, say('expected.line-of-iperfs-client'), line.text)
    ;(reported ? reports : rows).push(row)
  }
  const measured = together(udp ? reports : rows, streams, file)
  const total = measured.at(-1)
  const intervals = measured.slice(0, -1)
  if (!total)
    throw new ParseError(
      file,
      lastLine(text),
      say(udp ? 'expected.servers-report-of-iperf' : 'expected.total-of-iperf'),
    )
  if (total.fromS !== 0 || intervals.some(({ toS }) => toS > total.toS)) {
    throw new ParseError(file, total.line.number, say('expected.total-of-iperf-from-0-on-in'), total.line.text)
  }
  // A total is never a whole second to four digits; the first interval of -i is.
  if (!udp && intervals.length === 0 && / 0\.0000-1\.0000 /.test(total.line.text))
    throw new ParseError(file, total.line.number, say('expected.total-of-iperf-from-0-on-in'), total.line.text)
  agreeing(total, file)
  madeUpOf(total, intervals, file)
  const datagrams = datagramsOf(total, file)
  if (udp && !datagrams)
    throw new ParseError(
      file,
      total.line.number,
      say('expected.jitter-and-losses-in-the-servers-report'),
      total.line.text,
    )
  return {
    bitsPerSecond: total.bitsPerSecond,
    bytes: total.bytes,
    durationS: total.toS,
    retransmits: null,
    reverse,
    datagrams: udp ? datagrams : null,
    intervals: intervalsOf(intervals),
    addresses,
    stopped: null,
  }
}
