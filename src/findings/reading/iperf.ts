import { TOPOLOGY, VM_ADDRESS } from '../../assignment/topology.ts'
import type { Output } from '../../experiments/formats.ts'
import type { IperfTest } from '../../measurements/iperf/iperf-test.ts'
import { parseIperf2 } from '../../measurements/iperf/iperf2.ts'
import { parseIperf3Datagrams, parseIperf3Json } from '../../measurements/iperf/iperf3.ts'
import { parseIperf3Report } from '../../measurements/iperf/iperf3-report.ts'
import { parseIperf3Total } from '../../measurements/iperf/iperf3-total.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { say } from '../../text/phrase.ts'
import type { Raw } from './extent.ts'

/** A test of iperf that somebody ran, from whichever of its formats. @throws ParseError */
export function readIperfByHand(output: Output, { text, file }: Raw): IperfTest {
  if (output === 'iperf3-text') return parseIperf3Total(text, file)
  if (output === 'iperf2-text') return parseIperf2(text, file)
  if (output === 'iperf3-json') return parseIperf3Report(text, file)
  throw new ParseError(file, null, say('expected.output-of-iperf3-or-iperf'), output)
}

/** A test that the lab ran: always with `--json`, and from the host or with `-R`. @param datagrams whether it was over UDP @throws ParseError */
export function readIperfOfLab({ text, file }: Raw, datagrams: boolean): IperfTest {
  const common = { intervals: [], addresses: null, stopped: null }
  if (!datagrams) {
    const { receivedBytes, targetBitsPerSecond: _, ...test } = parseIperf3Json(text, file)
    return { ...common, ...test, bytes: receivedBytes, datagrams: null }
  }
  const { sent, lost, jitterMs, durationS } = parseIperf3Datagrams(text, file)
  return {
    ...common,
    bitsPerSecond: 0,
    bytes: 0,
    durationS,
    retransmits: null,
    reverse: /"reverse":\s*1\b/.test(text),
    datagrams: { sent, lost, jitterMs },
  }
}

/** Addresses of the VM and of those that it is reached from: the course's, and those of QEMU's user network. */
const OF_VM: readonly string[] = [VM_ADDRESS, '10.0.2.15']
const OF_HOSTS: readonly string[] = [TOPOLOGY.host1, TOPOLOGY.host2, '10.0.2.2']

/** Without the interface that it belongs to, and as IPv4 where it is one. */
const bareAddress = (address: string): string => address.replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '')

/** Where the client ran, by the addresses that it printed; null where they do not tell. */
export function clientPlace({ addresses }: IperfTest): { place: 'host' | 'vm'; certain: boolean; line: number } | null {
  if (addresses === null) return null
  const { line } = addresses
  const [client, server] = [bareAddress(addresses.client), bareAddress(addresses.server)]
  if (OF_VM.includes(client) === OF_VM.includes(server)) return null
  return OF_VM.includes(client)
    ? { place: 'vm', certain: OF_HOSTS.includes(server), line }
    : { place: 'host', certain: OF_HOSTS.includes(client), line }
}
