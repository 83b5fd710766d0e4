import { VM_EVENTS } from '../../experiments/migration.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { type BenchOperations, benchCommand, parseMemcpy } from '../../measurements/perf/perf-bench.ts'
import { countOf, type PerfCount } from '../../measurements/perf/perf-stat.ts'
import type { PerfStatText } from '../../measurements/perf/perf-stat-text.ts'
import { wholeProcessors } from '../../measurements/perf/processors-used.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { type Extent, type Raw, type Value, valuesOnly } from './extent.ts'
import { partsOf, readPerf, taskClockMs } from './perf.ts'
import type { Printed, Reader } from './reader.ts'

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
  const { elapsedMs, counts, printed } = readPerf(output, raw, true)
  ofProgram(printed, raw)
  const processorMs = taskClockMs(counts, file)
  if (elapsedMs === null && processorMs === null)
    throw new ParseError(file, null, say('or', { first: TIME, second: 'task-clock' }))
  if (elapsedMs === 0 || processorMs === 0) throw new ParseError(file, null, say('expected.time-above-0'), '0')
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

export const readLoop: Reader = (printed) => {
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

export const readProcesses: Reader = (printed) => {
  const { raw, output, byHand } = printed
  const { file } = raw
  const { elapsedMs, printed: text } = readPerf(output, raw, byHand)
  if (byHand) ofProgram(text, raw)
  if (elapsedMs === null) throw new ParseError(file, null, byHand ? TIME : say('expected.count-of-duration-time'))
  const processes = operationsOf(printed, say('expected.processes'))
  const value = { metric: 'msPerProcess', value: elapsedMs / processes, file }
  return { ...valuesOnly([value]), elapsedMs, operations: processes }
}

export const readBench =
  (parse: (text: string, file: string) => BenchOperations): Reader =>
  ({ raw: { text, file }, byHand }) => {
    const { operations, microsecondsPerOperation } = parse(text, file)
    const value = { metric: 'microsecondsPerOperation', value: microsecondsPerOperation, file }
    return {
      ...valuesOnly([value]),
      elapsedMs: (operations * microsecondsPerOperation) / 1000,
      operations,
      ...(byHand ? { command: benchCommand(text) } : {}),
    }
  }

/** Of `perf bench mem memcpy -s 8MB`, whose MB are of 2^20 bytes. */
const COPIED_BYTES = 8 * 2 ** 20

export const readMemcpy: Reader = ({ raw: { text, file }, byHand, sample: { operations } }) => {
  const results = parseMemcpy(text, file)
  const chosen = results.length === 1 ? results[0] : results.find((one) => one.function === 'default')
  if (!byHand && results.length !== 1) throw new ParseError(file, null, say('expected.result-of-one-memcpy-function'))
  if (!chosen) throw new ParseError(file, null, say('expected.memcpy-function-default-or-only-one'))
  const value = { metric: 'megabytesPerSecond', value: chosen.bytesPerSecond / 1e6, file }
  // Runs of earlier versions don't say how often it was copied.
  const elapsedMs = byHand || !operations ? null : (1000 * operations * COPIED_BYTES) / chosen.bytesPerSecond
  const command = byHand ? { command: benchCommand(text, chosen.function) } : {}
  return { ...valuesOnly([value]), elapsedMs, operations, ...command }
}

/** Events per second over the whole time: when the migration began within it is not known. */
export const readRates: Reader = ({ output, raw }) => {
  const { elapsedMs, counts } = readPerf(output, raw, true)
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
