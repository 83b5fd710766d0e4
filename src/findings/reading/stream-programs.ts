import { median } from 'simple-statistics'
import { declared, programDeclaration } from '../../experiments/catalogue.ts'
import { DATAGRAM_PROGRAMS } from '../../experiments/network-programs.ts'
import type { IperfTest } from '../../measurements/iperf/iperf-test.ts'
import { parseIperf3Json } from '../../measurements/iperf/iperf3.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { parsePing } from '../../measurements/ping/ping.ts'
import { alternatives } from '../../text/alternatives.ts'
import { say, type Text } from '../../text/phrase.ts'
import { valuesOnly } from './extent.ts'
import { clientPlace, readIperfByHand, readIperfOfLab } from './iperf.ts'
import type { Printed, Reader, Sampled } from './reader.ts'

const DATAGRAMS = alternatives(DATAGRAM_PROGRAMS)

/** A test over TCP, and where one over UDP belongs. */
function overTcp({ experiment }: Sampled): Text {
  if (experiment === 'network') return say('expected.tcp-test-of-udp', { programs: DATAGRAMS })
  if (experiment === null) return say('expected.tcp-test')
  return say('expected.tcp-test-none-over-udp', { section: declared[experiment].section })
}

/** The client on the host receives with -R; one in the VM then sends to it. */
function checkDirection({ sample: { probe, place }, raw: { file } }: Printed, reverse: boolean): void {
  const fromVm = reverse !== (place === 'vm')
  if (fromVm !== (programDeclaration(probe).sender === 'vm'))
    throw new ParseError(file, null, say(fromVm ? 'expected.test-towards-vm' : 'expected.test-from-vm'))
}

/** @throws ParseError where the addresses say that the client ran elsewhere */
function checkPlace({ sample: { place }, raw: { file } }: Printed, test: IperfTest): void {
  const client = clientPlace(test)
  if (client?.certain && (client.place === 'vm') !== (place === 'vm'))
    throw new ParseError(
      file,
      client.line,
      say(place === 'vm' ? 'expected.client-on-vm' : 'expected.client-on-host'),
      `${test.addresses?.client} → ${test.addresses?.server}`,
    )
}

export const readStream: Reader = (printed) => {
  const { output, raw, byHand, sample } = printed
  const { file } = raw
  const test = byHand ? readIperfByHand(output, raw) : readIperfOfLab(raw, false)
  const { datagrams, reverse, bitsPerSecond, bytes, durationS, retransmits, intervals, stopped } = test
  if (datagrams !== null) throw new ParseError(file, null, overTcp(sample))
  if (stopped !== null && sample.experiment !== 'migration')
    throw new ParseError(file, stopped.number, say('expected.test-that-was-not-stopped'), stopped.text)
  checkPlace(printed, test)
  checkDirection(printed, reverse)
  const values = [{ metric: 'bitsPerSecond', value: bitsPerSecond / 1e6, file }]
  if (retransmits !== null) values.push({ metric: 'retransmits', value: retransmits, file })
  if (intervals.length > 1) {
    const lowest = Math.min(...intervals.map((one) => one.bitsPerSecond))
    values.push({ metric: 'lowestMegabitsPerSecond', value: lowest / 1e6, file })
  }
  return {
    ...valuesOnly(values),
    megabytes: bytes / 1e6,
    seconds: durationS,
    ...(stopped === null ? {} : { stopped: true }),
    ...(byHand ? { intervals } : {}),
  }
}

/** A stream that was asked for the rate that the catalogue has, whatever it reached. */
export const readAtRate: Reader = (printed) => {
  const { raw, sample } = printed
  const { bitsPerSecond, receivedBytes, durationS, reverse, targetBitsPerSecond } = parseIperf3Json(raw.text, raw.file)
  const asked = `${programDeclaration(sample.probe).fixedRate}`
  if (`${(targetBitsPerSecond ?? 0) / 1e6}` !== asked)
    throw new ParseError(
      raw.file,
      null,
      say('expected.stream-of-mbit-s', { asked }),
      `${(targetBitsPerSecond ?? 0) / 1e6}`,
    )
  checkDirection(printed, reverse)
  const value = { metric: 'reachedMegabitsPerSecond', value: bitsPerSecond / 1e6, file: raw.file }
  return { ...valuesOnly([value]), megabytes: receivedBytes / 1e6, seconds: durationS }
}

export const readDatagrams: Reader = (printed) => {
  const { output, raw, byHand } = printed
  const { file } = raw
  const test = byHand ? readIperfByHand(output, raw) : readIperfOfLab(raw, true)
  const { datagrams, reverse, durationS } = test
  if (datagrams === null) throw new ParseError(file, null, say('expected.udp-test-for-this-probe'))
  checkPlace(printed, test)
  checkDirection(printed, reverse)
  const { lost, sent, jitterMs } = datagrams
  const values = [
    { metric: 'lostPercent', value: (100 * lost) / sent, file },
    { metric: 'jitterMs', value: jitterMs, file },
  ]
  return { ...valuesOnly(values), datagrams: sent - lost, seconds: durationS }
}

export const readPing: Reader = ({ raw: { text, file } }) => {
  const { replies } = parsePing(text, file)
  if (replies.length === 0) throw new ParseError(file, null, say('expected.at-least-one-answer-to-ping'))
  return valuesOnly([{ metric: 'roundTripMs', value: median(replies.map((r) => r.roundTripMs)), file }])
}
