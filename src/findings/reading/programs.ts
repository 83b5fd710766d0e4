import { median } from 'simple-statistics'
import type { Sample } from '../../data/schema.ts'
import { declared, type Experiment, type Program, programDeclaration } from '../../experiments/catalogue.ts'
import type { Output } from '../../experiments/formats.ts'
import { VM_EVENTS } from '../../experiments/migration.ts'
import { DATAGRAM_PROGRAMS } from '../../experiments/network-programs.ts'
import type { IperfTest } from '../../measurements/iperf/iperf-test.ts'
import { parseIperf3Json } from '../../measurements/iperf/iperf3.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { type BenchOperations, parseMemcpy, parseSchedPipe, parseSyscall } from '../../measurements/perf/perf-bench.ts'
import { countOf, type PerfCount } from '../../measurements/perf/perf-stat.ts'
import type { PerfStatText } from '../../measurements/perf/perf-stat-text.ts'
import { wholeProcessors } from '../../measurements/perf/processors-used.ts'
import { parsePing } from '../../measurements/ping/ping.ts'
import { parseInfoMigrate } from '../../measurements/qemu/info-migrate.ts'
import { printedText } from '../../measurements/transcript.ts'
import { alternatives } from '../../text/alternatives.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { type Extent, type Raw, type Value, valuesOnly } from './extent.ts'
import { clientPlace, readIperfByHand, readIperfOfLab } from './iperf.ts'
import { SEARCHES_IN_STOP } from './milestones.ts'
import { partsOf, readPerf, taskClockMs } from './perf.ts'

/** What a sample must be known by: the rest is in its file. */
export type Sampled = Pick<Sample, 'probe' | 'place' | 'operations'> & {
  /** What it belongs to; null where it is of no trial. */
  experiment: Experiment | null
}

/** The output of a program, and who had it printed: the lab asked for all that it reads, people may not have. */
interface Printed {
  sample: Sampled
  output: Output
  raw: Raw
  byHand: boolean
}
type Reader = (printed: Printed) => Extent

const TIME = say('expected.time-elapsed-by-hand')

/** What the lab sizes and people don't: so many operations were done. @throws ParseError */
function operationsOf({ sample: { operations }, raw: { file }, byHand }: Printed, what: Text): number {
  if (operations) return operations
  throw new ParseError(file, null, say(byHand ? 'expected.number-of.by-hand' : 'expected.number-of', { what }))
}

/** Hardware counters, where perf counted them, under these names. */
function hardwareValues(
  counts: readonly PerfCount[],
  names: Readonly<Record<string, string>>,
  per: number,
  file: string,
) {
  return Object.entries(names).flatMap(([event, metric]): Value[] => {
    const count = countOf(counts, event)
    return typeof count === 'number' ? [{ metric, value: count / per, file }] : []
  })
}

/** Events of a program that somebody ran, and their metrics. */
const HARDWARE = { cycles: 'cycles', instructions: 'instructions' }

/** Counts and times of anything else are no program’s. @throws ParseError naming the line where perf says of what they are */
function ofProgram(printed: PerfStatText | null, { text, file }: Raw): void {
  if (printed === null) {
    const whole = wholeProcessors(text, file)
    if (whole === null) return
    const { processors, line } = whole
    throw new ParseError(
      file,
      line.number,
      say('expected.counts-of-a-program-not-of-processors', { processors }),
      line.text,
    )
  }
  const { scope, header, stopped } = printed
  if (scope !== 'program')
    throw new ParseError(
      file,
      header.number,
      say('expected.counts-of-a-program', { others: say(`expected.counts-of.${scope}`) }),
      header.text.trim(),
    )
  if (stopped !== null)
    throw new ParseError(file, stopped.number, say('expected.program-that-ran-to-its-end'), stopped.text)
}

/** Why there is no number where only parts of an event were counted. */
function partsUnused(
  counts: readonly PerfCount[],
  metrics: Readonly<Record<string, string>>,
  file: string,
): NonNullable<Extent['unused']> {
  return Object.entries(metrics).flatMap(([event, metric]) => {
    const parts = partsOf(counts, event)
    if (parts.length === 0 || countOf(counts, event) !== undefined) return []
    return [{ metric, reason: say('missing.parts-of-event', { file, event, parts: listed(parts, 'and') }) }]
  })
}

/** Of any program that somebody ran: what it did is not known, so its time stays as it is. */
function readByHand({ raw, output, sample: { operations } }: Printed): Extent {
  const { file } = raw
  const { elapsedMs, counts, printed } = readPerf(output, raw)
  ofProgram(printed, raw)
  const processorMs = taskClockMs(counts, file)
  if (elapsedMs === null && processorMs === null)
    throw new ParseError(file, null, say('or', { first: TIME, second: 'task-clock' }))
  const values = [
    ...(elapsedMs === null ? [] : [{ metric: 'elapsedMs', value: elapsedMs, file }]),
    ...(processorMs === null ? [] : [{ metric: 'taskClockMs', value: processorMs, file }]),
    ...hardwareValues(counts, HARDWARE, 1, file),
  ]
  return {
    ...valuesOnly(values),
    elapsedMs,
    operations,
    unused: partsUnused(counts, HARDWARE, file),
    ...(printed === null ? {} : { command: printed.command }),
  }
}

const readLoop: Reader = (printed) => {
  if (printed.byHand) return readByHand(printed)
  const { raw, output } = printed
  const { file } = raw
  const { elapsedMs, counts } = readPerf(output, raw)
  const processorMs = taskClockMs(counts, file)
  if (elapsedMs === null) throw new ParseError(file, null, say('expected.count-of-duration-time'))
  if (processorMs === null) throw new ParseError(file, null, say('expected.count-of-task-clock'))
  const turns = operationsOf(printed, say('expected.turns'))
  const values = [
    { metric: 'microsecondsPerTurn', value: (1000 * elapsedMs) / turns, file },
    { metric: 'processorMicrosecondsPerTurn', value: (1000 * processorMs) / turns, file },
    ...hardwareValues(counts, { cycles: 'cyclesPerTurn', instructions: 'instructionsPerTurn' }, turns, file),
  ]
  return { ...valuesOnly(values), elapsedMs, operations: turns }
}

const readProcesses: Reader = (printed) => {
  const { raw, output, byHand } = printed
  const { file } = raw
  const { elapsedMs, printed: text } = readPerf(output, raw)
  if (byHand) ofProgram(text, raw)
  if (elapsedMs === null) throw new ParseError(file, null, byHand ? TIME : say('expected.count-of-duration-time'))
  const processes = operationsOf(printed, say('expected.processes'))
  const value = { metric: 'msPerProcess', value: elapsedMs / processes, file }
  return { ...valuesOnly([value]), elapsedMs, operations: processes }
}

const readBench =
  (parse: (text: string, file: string) => BenchOperations): Reader =>
  ({ raw: { text, file } }) => {
    const { operations, microsecondsPerOperation } = parse(text, file)
    const value = { metric: 'microsecondsPerOperation', value: microsecondsPerOperation, file }
    return { ...valuesOnly([value]), elapsedMs: (operations * microsecondsPerOperation) / 1000, operations }
  }

/** Of `perf bench mem memcpy -s 8MB`, whose MB are of 2^20 bytes. */
const COPIED_BYTES = 8 * 2 ** 20

const readMemcpy: Reader = ({ raw: { text, file }, byHand, sample: { operations } }) => {
  const results = parseMemcpy(text, file)
  const chosen = results.length === 1 ? results[0] : results.find((one) => one.function === 'default')
  if (!byHand && results.length !== 1) throw new ParseError(file, null, say('expected.result-of-one-memcpy-function'))
  if (!chosen) throw new ParseError(file, null, say('expected.memcpy-function-default-or-only-one'))
  const value = { metric: 'megabytesPerSecond', value: chosen.bytesPerSecond / 1e6, file }
  // Runs of earlier versions don't say how often it was copied.
  const elapsedMs = byHand || !operations ? null : (1000 * operations * COPIED_BYTES) / chosen.bytesPerSecond
  return { ...valuesOnly([value]), elapsedMs, operations }
}

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

const readStream: Reader = (printed) => {
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
const readAtRate: Reader = (printed) => {
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

/** Nothing ran but the VM: all that is known stands in what the host counted. */
const readIdle: Reader = () => valuesOnly([])

const readDatagrams: Reader = (printed) => {
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

const readPing: Reader = ({ raw: { text, file } }) => {
  const { replies } = parsePing(text, file)
  if (replies.length === 0) throw new ParseError(file, null, say('expected.at-least-one-answer-to-ping'))
  return valuesOnly([{ metric: 'roundTripMs', value: median(replies.map((r) => r.roundTripMs)), file }])
}

/** Events per second over the whole time: when the migration began within it is not known. */
const readRates: Reader = ({ output, raw }) => {
  const { elapsedMs, counts } = readPerf(output, raw)
  if (elapsedMs === null || elapsedMs <= 0) throw new ParseError(raw.file, null, TIME)
  const values = VM_EVENTS.flatMap(({ event, key }): Value[] => {
    const count = countOf(counts, event)
    return typeof count === 'number'
      ? [{ metric: `${key}PerSecond`, value: (1000 * count) / elapsedMs, file: raw.file }]
      : []
  })
  if (values.length === 0)
    throw new ParseError(
      raw.file,
      null,
      say('expected.count-of', { events: VM_EVENTS.map(({ event }) => event).join(', ') }),
    )
  const metrics = Object.fromEntries(VM_EVENTS.map(({ event, key }) => [event, `${key}PerSecond`]))
  return { ...valuesOnly(values), unused: partsUnused(counts, metrics, raw.file) }
}

const readMonitor: Reader = ({ raw: { text, file } }) => {
  const { totalMs, setupMs, downtimeMs, transferredBytes, searches } = parseInfoMigrate(text, file)
  const given: [string, number | null][] = [
    ['total', totalMs / 1000],
    ['setupMs', setupMs],
    ['downtimeQemuMs', downtimeMs],
    ['transferredMegabytes', transferredBytes / 1e6],
    ['passes', searches === null ? null : Math.max(1, searches - SEARCHES_IN_STOP)],
  ]
  return valuesOnly(given.flatMap(([metric, value]): Value[] => (value === null ? [] : [{ metric, value, file }])))
}

/** How the output of each program is read, measured here or by hand alike. */
const READ: Readonly<Record<Program, Reader>> = {
  'cpu-loop': readLoop,
  'process-creation': readProcesses,
  'context-switch': readBench(parseSchedPipe),
  memcpy: readMemcpy,
  syscall: readBench(parseSyscall),
  'iperf3-to-vm': readStream,
  'iperf3-from-vm': readStream,
  ping: readPing,
  'iperf3-to-vm-at-rate': readAtRate,
  'iperf3-from-vm-at-rate': readAtRate,
  idle: readIdle,
  'iperf3-to-vm-no-offload': readStream,
  'iperf3-from-vm-no-offload': readStream,
  'udp-small': readDatagrams,
  'udp-large': readDatagrams,
  'info-migrate': readMonitor,
  'perf-in-vm': readRates,
}

/** What the tool printed, of what was taken from a terminal. */
export const ofTool = ({ text, file }: Raw): Raw => ({ text: printedText(text), file })

/**
 * What the output of a sample says.
 * @param byHand the format that was recognised, where somebody measured by hand; the lab's own is declared
 * @throws ParseError where the output does not hold what its program needs
 */
export function readProgram(sample: Sampled, byHand: Output | undefined, raw: Raw): Extent {
  const output = byHand ?? programDeclaration(sample.probe).prints
  if (output === null) throw new ParseError(raw.file, null, say('expected.format-in-the-samples-entry-of-trial'))
  const own = byHand === undefined ? raw : ofTool(raw)
  return READ[sample.probe]({ sample, output, raw: own, byHand: byHand !== undefined })
}

/**
 * What a program that was given so many operations says of its own time, ms.
 * @throws ParseError where its output does not say it
 */
export function elapsedMsOf(probe: Program, operations: number, output: string): number {
  const { elapsedMs } = readProgram({ probe, place: 'vm', operations, experiment: null }, undefined, {
    text: output,
    file: probe,
  })
  if (elapsedMs === null) throw new ParseError(probe, null, say('expected.time-that-the-program-took'))
  return elapsedMs
}
