import { type Program, programDeclaration } from '../../experiments/catalogue.ts'
import type { Output } from '../../experiments/formats.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { parseSchedPipe, parseSyscall } from '../../measurements/perf/perf-bench.ts'
import { parseInfoMigrate } from '../../measurements/qemu/info-migrate.ts'
import { isQueryMigrate, parseQueryMigrate } from '../../measurements/qemu/query-migrate.ts'
import { printedText } from '../../measurements/transcript.ts'
import { say } from '../../text/phrase.ts'
import { type Extent, type Raw, type Value, valuesOnly } from './extent.ts'
import { SEARCHES_IN_STOP } from './milestones.ts'
import { readBench, readLoop, readMemcpy, readProcesses, readRates } from './perf-programs.ts'
import type { Reader, Sampled } from './reader.ts'
import { readAtRate, readDatagrams, readPing, readStream } from './stream-programs.ts'

/** Nothing ran but the VM: all that is known stands in what the host counted. */
const readIdle: Reader = () => valuesOnly([])

const readMonitor: Reader = ({ raw: { text, file } }) => {
  const parse = isQueryMigrate(text) ? parseQueryMigrate : parseInfoMigrate
  const { totalMs, setupMs, downtimeMs, transferredBytes, searches } = parse(text, file)
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
