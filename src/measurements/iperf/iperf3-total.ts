import { say } from '../../text/phrase.ts'
import { type Line, lastLine, linesOf, onlyOnce, ParseError, sinceBegin } from '../parse-error.ts'
import { printedCount } from '../printed-number.ts'
import { agreeing, inTime, madeUpOf, sentFirst, steady } from './agreement.ts'
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

const BEGINS = /^Connecting to host /
const ENDS = /^iperf Done\.$/
const HEAD = /^\[ ?ID\] Interval /
/** With `--get-server-output` the server’s listing stands between the client’s and its end. */
const SERVER = /^Server output:$/
const CONNECTED = /^\[ *\d+\] local .* connected to /

/** What `iperf3 -c` prints as text besides rows of numbers. */
const NOISE = [
  /^\s*$/,
  BEGINS,
  /^Reverse mode, /,
  CONNECTED,
  HEAD,
  ENDS,
  /^(- )+-?\s*$/,
  /^iperf 3\./,
  /^Linux /,
  /^Control connection /,
  /^Time: /,
  /^\s*Cookie: /,
  /^\s*TCP MSS: /,
  /^\s*Target Bitrate: /,
  /^Starting Test: /,
  /^Test Complete\. /,
  /^CPU Utilization: /,
  /^(snd|rcv)_tcp_congestion /,
  /^warning: /i,
  /^Increasing socket buffer size to \d+$/,
  /^\[ *\d+\] Sent \d+ datagrams$/,
  /^\[ *(\d+|SUM)\] .* datagrams received out-of-order$/,
]

const ROLE = /\b(sender|receiver)\s*$/

/** What stands in the text, before it is judged. */
interface Printed {
  totals: (IperfRow & { role: string })[]
  intervals: IperfRow[]
  omitted: IperfRow[]
  reverse: boolean
  streams: number
  addresses: IperfTest['addresses']
  interrupted: Line | null
}

function printedIn(lines: readonly Line[], file: string): Printed {
  const printed: Printed = {
    totals: [],
    intervals: [],
    omitted: [],
    reverse: false,
    streams: 0,
    addresses: null,
    interrupted: null,
  }
  let heads = 0
  let done = false
  let ofServer = false
  for (const line of lines) {
    const failure = /^iperf3: (error - .*|interrupt - .*|the .*)$/.exec(line.text)?.[1]
    if (failure?.startsWith('interrupt - the client ')) {
      printed.interrupted = line
      continue
    }
    if (failure !== undefined)
      throw new ParseError(file, line.number, say('expected.finished-test-but-iperf3-reports'), failure)
    // What somebody typed next is no matter of the test, other than a failure that is told late.
    if (done) continue
    done = ENDS.test(line.text)
    ofServer = !done && (ofServer || SERVER.test(line.text))
    if (ofServer) continue
    if (/^\[ ?ID\]\[Role\]/.test(line.text))
      throw new ParseError(file, line.number, say('expected.one-test-in-one-direction-at-a'), line.text)
    if (line.text.startsWith('Reverse mode, ')) printed.reverse = true
    if (CONNECTED.test(line.text)) printed.streams += 1
    if (HEAD.test(line.text)) heads += 1
    printed.addresses ??= addressesOf(line)
    if (NOISE.some((pattern) => pattern.test(line.text))) continue
    const row = iperfRow(line, file)
    if (!row) throw new ParseError(file, line.number, say('expected.line-of-iperf3s-client'), line.text)
    const role = ROLE.exec(row.rest)?.[1]
    if (role !== undefined) printed.totals.push({ ...row, role })
    // Below the second head stand the totals; 3.1 does not say whose count of datagrams it is, which is the receiver’s.
    else if (heads > 1 && datagramsOf(row, file) !== null) printed.totals.push({ ...row, role: 'receiver' })
    else if (row.rest.includes('(omitted)')) printed.omitted.push(row)
    else printed.intervals.push(row)
  }
  return printed
}

/**
 * Where it shows that the client was stopped: then the other side's count did not come any more, and stands there as 0.
 * iperf3 says it, too, but only on the terminal.
 */
function stoppedIn({ interrupted }: Printed, sender: IperfRow | undefined, receiver: IperfRow | undefined) {
  if (interrupted !== null) return interrupted
  if (!sender || !receiver || sender.bytes > 0 === receiver.bytes > 0) return null
  return (sender.bytes > 0 ? receiver : sender).line
}

/**
 * Reads what the client of iperf3 prints as text, in whatever unit, with or without `-i`, over TCP or UDP: the receiver’s
 * total at the end and the intervals before it. Of a test over TCP that was stopped it is the client's own.
 * @throws ParseError, with iperf3's own words where it reports an error
 */
export function parseIperf3Total(text: string, file: string): IperfTest {
  const lines = linesOf(text, file)
  onlyOnce(lines, BEGINS, file)
  const printed = printedIn(unbroken(sinceBegin(lines, BEGINS), [...NOISE, SERVER]), file)
  const { totals, reverse, streams, addresses } = printed
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
  const allLost = receiver !== undefined && /\(100%\)/.test(receiver.rest)
  const stopped = allLost ? printed.interrupted : stoppedIn(printed, sender, receiver)
  const told = stopped !== null && !receiver?.bytes ? sender : receiver
  if (!told && stopped !== null)
    throw new ParseError(file, stopped.number, say('expected.total-but-it-was-stopped'), stopped.text)
  if (!told) throw new ParseError(file, lastLine(text), say('expected.total-that-ends-in-receiver'))
  agreeing(told, file)
  const datagrams = datagramsOf(told, file)
  if (datagrams !== null && stopped !== null)
    throw new ParseError(file, stopped.number, say('expected.udp-test-that-was-not-stopped'), stopped.text)
  const intervals = together(printed.intervals, streams, file)
  const omittedBytes = together(printed.omitted, streams, file).reduce((sum, { bytes }) => sum + bytes, 0)
  const total = reverse && datagrams === null ? inTime(told, intervals) : told
  sentFirst(sender, total, { streams, intervals, omittedBytes }, file)
  if (sender !== undefined && sender.bytes > 0) agreeing(sender, file)
  for (const interval of intervals) if (interval.toS > interval.fromS) steady(interval, file)
  if (datagrams === null) madeUpOf(reverse ? told : (sender ?? told), intervals, file)
  const again = /^ +(\d+) +sender\s*$/.exec(sender?.rest ?? '')?.[1]
  const retransmits =
    again === undefined || !sender ? null : printedCount(again, file, sender.line, say('expected.segments-sent-again'))
  return {
    bitsPerSecond: total.bitsPerSecond,
    bytes: total.bytes,
    durationS: total.toS - total.fromS,
    retransmits,
    reverse,
    datagrams,
    intervals: intervalsOf(intervals),
    addresses,
    stopped,
  }
}
