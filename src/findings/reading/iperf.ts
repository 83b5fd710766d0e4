import type { Output } from '../../experiments/formats.ts'
import type { IperfTest } from '../../measurements/iperf/iperf-test.ts'
import { parseIperf2 } from '../../measurements/iperf/iperf2.ts'
import { parseIperf3Datagrams, parseIperf3Json } from '../../measurements/iperf/iperf3.ts'
import { parseIperf3Total } from '../../measurements/iperf/iperf3-total.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { say } from '../../text/phrase.ts'
import type { Raw } from './extent.ts'

/** A test of iperf, from whichever of its formats. @param datagrams whether it was over UDP @throws ParseError */
export function readIperf(output: Output, { text, file }: Raw, datagrams: boolean): IperfTest {
  if (output === 'iperf3-text') return parseIperf3Total(text, file)
  if (output === 'iperf2-text') return parseIperf2(text, file)
  if (output !== 'iperf3-json') throw new ParseError(file, null, say('expected.output-of-iperf3-or-iperf'), output)
  if (!datagrams) {
    const { receivedBytes, targetBitsPerSecond: _, ...test } = parseIperf3Json(text, file)
    return { ...test, bytes: receivedBytes, datagrams: null, intervals: [] }
  }
  const { sent, lost, jitterMs, durationS } = parseIperf3Datagrams(text, file)
  return {
    bitsPerSecond: 0,
    bytes: 0,
    durationS,
    retransmits: null,
    reverse: /"reverse":\s*1\b/.test(text),
    intervals: [],
    datagrams: { sent, lost, jitterMs },
  }
}

/** Which way a test of iperf went: `reverse` is the server sending. @throws ParseError */
export const isReverse = (output: Output, raw: Raw): boolean => readIperf(output, raw, false).reverse
