import { say } from '../../text/phrase.ts'
import { lastLine, linesOf, ParseError } from '../parse-error.ts'
import { printedCount } from '../printed-number.ts'
import { agreeing, datagramsOf, type IperfRow, type IperfTest, iperfRow, together } from './iperf-test.ts'

/** What `iperf3 -c` prints as text besides rows of numbers. */
const NOISE = [
  /^\s*$/,
  /^Connecting to host /,
  /^Reverse mode, /,
  /^\[ *\d+\] local .* connected to /,
  /^\[ ?ID\] Interval /,
  /^(- )+-?\s*$/,
  /^iperf Done\.$/,
  /^iperf 3\./,
  /^Linux /,
  /^Control connection /,
  /^Time: /,
  /^Cookie: /,
  /^ {6}Cookie: /,
  /^ {6}TCP MSS: /,
  /^ {6}Target Bitrate: /,
  /^Starting Test: /,
  /^Test Complete\. /,
  /^CPU Utilization: /,
  /^(snd|rcv)_tcp_congestion /,
  /^warning: /i,
]

const ROLE = /\b(sender|receiver)\s*$/

/**
 * Reads what the client of iperf3 prints as text, in whatever unit, with or without `-i`, over TCP or UDP: the receiver’s
 * total at the end and the intervals before it.
 * @throws ParseError, with iperf3's own words where it reports an error
 */
export function parseIperf3Total(text: string, file: string): IperfTest {
  const totals: (IperfRow & { role: string })[] = []
  const intervals: IperfRow[] = []
  let reverse = false
  let streams = 0
  for (const line of linesOf(text, file)) {
    const failure = /^iperf3: (error - .*|interrupt - .*|the .*)$/.exec(line.text)?.[1]
    if (failure !== undefined)
      throw new ParseError(file, line.number, say('expected.finished-test-but-iperf3-reports'), failure)
    if (/^\[ ?ID\]\[Role\]/.test(line.text))
      throw new ParseError(file, line.number, say('expected.one-test-in-one-direction-at-a'), line.text)
    if (line.text.startsWith('Reverse mode, ')) reverse = true
    if (/^\[ *\d+\] local .* connected to /.test(line.text)) streams += 1
    if (NOISE.some((pattern) => pattern.test(line.text))) continue
    const row = iperfRow(line, file)
    if (!row) throw new ParseError(file, line.number, say('expected.line-of-iperf3s-client'), line.text)
    const role = ROLE.exec(row.rest)?.[1]
    if (role !== undefined) totals.push({ ...row, role })
    else if (!row.rest.includes('(omitted)')) intervals.push(row)
  }
  const find = (role: string): IperfRow | undefined => {
    const [first, second] = together(
      totals.filter((total) => total.role === role),
      streams,
      file,
    )
    if (second)
      throw new ParseError(file, second.line.number, say('expected.one-total-of-the', { role }), second.line.text)
    return first
  }
  const [sender, receiver] = [find('sender'), find('receiver')]
  if (!receiver) throw new ParseError(file, lastLine(text), say('expected.total-that-ends-in-receiver'))
  agreeing(receiver, file)
  const again = /^ +(\d+) +sender\s*$/.exec(sender?.rest ?? '')?.[1]
  const retransmits =
    again === undefined || !sender ? null : printedCount(again, file, sender.line, say('expected.segments-sent-again'))
  return {
    bitsPerSecond: receiver.bitsPerSecond,
    bytes: receiver.bytes,
    durationS: receiver.toS - receiver.fromS,
    retransmits,
    reverse,
    datagrams: datagramsOf(receiver, file),
    intervals: together(intervals, streams, file)
      .filter(({ fromS, toS }) => toS > fromS)
      .map(({ fromS, toS, bitsPerSecond }) => ({ fromS, toS, bitsPerSecond })),
  }
}
