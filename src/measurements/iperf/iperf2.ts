import { say } from '../../text/phrase.ts'
import { lastLine, linesOf, ParseError } from '../parse-error.ts'
import { agreeing, datagramsOf, type IperfRow, type IperfTest, iperfRow, together } from './iperf-test.ts'

/** What `iperf -c` (version 2) prints besides rows of numbers. */
const NOISE = [
  /^\s*$/,
  /^-+$/,
  /^(Client connecting to|Sending \d+ byte datagrams|TCP window size:|UDP buffer size:|Write buffer size:|Binding to|TOS set to|MSS size)/,
  /^\[ *\*?\d+\] local .* connected with /,
  /^\[ ?ID\] Interval /,
  /^\[ *\d+\] Sent \d+ datagrams/,
]

/**
 * Reads what the client of iperf 2 prints: the total, which begins at 0 and comes last, and the intervals of `-i` before
 * it. Over TCP it is the sender that counts; over UDP the server's report is taken, without which there is no result.
 * @throws ParseError
 */
export function parseIperf2(text: string, file: string): IperfTest {
  const rows: IperfRow[] = []
  const reports: IperfRow[] = []
  let udp = false
  let streams = 0
  let reported = false
  let reverse = false
  for (const line of linesOf(text, file)) {
    const failure = /^(?:connect failed|.*(?:WARNING|ERROR|failed|refused)).*$/.exec(line.text)?.[0]
    if (failure !== undefined)
      throw new ParseError(file, line.number, say('expected.finished-test-but-iperf-reports'), failure)
    if (/^Client connecting to .*, UDP port/.test(line.text)) udp = true
    if (/ connected with .*\(reverse\)/.test(line.text)) reverse = true
    if (/^\[ *\d+\] Server Report:/.test(line.text)) {
      reported = true
      continue
    }
    if (/^\[ *\*?\d+\] local .* connected with /.test(line.text)) streams += 1
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
  agreeing(total, file)
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
    intervals: intervals
      .filter(({ fromS, toS }) => toS > fromS)
      .map(({ fromS, toS, bitsPerSecond }) => ({ fromS, toS, bitsPerSecond })),
  }
}
