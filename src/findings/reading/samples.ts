import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Sample } from '../../data/schema.ts'
import { parseInfoJit, parseKvmCounters } from '../../measurements/counters.ts'
import { parseCpuTime } from '../../measurements/cpu-time.ts'
import { parseIperf3Datagrams, parseIperf3Json } from '../../measurements/iperf3.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { parseMemcpy, parseSchedPipe, parseSyscall } from '../../measurements/perf-bench.ts'
import { countOf, parsePerfStat, type PerfCount } from '../../measurements/perf-stat.ts'
import { parsePing } from '../../measurements/ping.ts'
import { median } from 'simple-statistics'
import { attempt } from './attempt.ts'
import type { Measurement } from '../model/metric.ts'
import { handMadeValues } from './hand-made.ts'
import type { Extent, Value } from './extent.ts'

/** What the raw files of samples gave, and why the rest is missing. */
export interface Readings {
  measurements: Measurement[]
  /** Each names the trial and the file. */
  reasons: { configuration: Measurement['configuration']; probe: string; reason: string }[]
}

/** Opens the raw file of a role. */
type Open = (role: string) => { text: string; file: string }

function counted(counts: PerfCount[], event: string, file: string): number {
  const count = countOf(counts, event)
  if (typeof count === 'number') return count
  throw new ParseError(file, null, `a count of ${event}`, count ?? 'nothing')
}

function perfStatValues(sample: Sample, open: Open): Extent {
  const { text, file } = open('output')
  const counts = parsePerfStat(text, file)
  const elapsedMs = counted(counts, 'duration_time', file) / 1e6
  const hardware = ['cycles', 'instructions'].flatMap((event): Value[] => {
    const count = countOf(counts, event)
    return typeof count === 'number' ? [{ metric: event, value: count, file }] : []
  })
  const { operations } = sample
  const own: Value[] = []
  if (sample.probe === 'process-creation') {
    if (!operations) throw new ParseError(file, null, 'the number of processes in the sample’s entry of trial.json')
    own.push({ metric: 'msPerProcess', value: elapsedMs / operations, file })
  } else {
    own.push(
      { metric: 'elapsedMs', value: elapsedMs, file },
      { metric: 'taskClockMs', value: counted(counts, 'task-clock', file), file },
    )
  }
  return { values: [...own, ...hardware], operations, megabytes: null, datagrams: null }
}

function outputValues(sample: Sample, open: Open): Extent {
  const { text, file } = open('output')
  switch (sample.probe) {
    case 'cpu-loop':
    case 'process-creation':
      return perfStatValues(sample, open)
    case 'context-switch':
    case 'syscall': {
      const parse = sample.probe === 'syscall' ? parseSyscall : parseSchedPipe
      const { operations, microsecondsPerOperation } = parse(text, file)
      const value = { metric: 'microsecondsPerOperation', value: microsecondsPerOperation, file }
      return { values: [value], operations, megabytes: null, datagrams: null }
    }
    case 'memcpy': {
      const [first, second] = parseMemcpy(text, file)
      if (!first || second) throw new ParseError(file, null, 'the result of one memcpy function')
      const value = { metric: 'megabytesPerSecond', value: first.bytesPerSecond / 1e6, file }
      return { values: [value], operations: null, megabytes: null, datagrams: null }
    }
    case 'udp-small':
    case 'udp-large': {
      const { sent, lost, jitterMs } = parseIperf3Datagrams(text, file)
      const values = [
        { metric: 'lostPercent', value: (100 * lost) / sent, file },
        { metric: 'jitterMs', value: jitterMs, file },
      ]
      return { values, operations: null, megabytes: null, datagrams: sent - lost }
    }
    case 'iperf3-to-vm':
    case 'iperf3-from-vm':
    case 'iperf3-to-vm-no-offload':
    case 'iperf3-from-vm-no-offload': {
      const result = parseIperf3Json(text, file)
      // The client runs on host1, so data comes from the VM in reverse mode.
      if (result.reverse !== sample.probe.startsWith('iperf3-from-vm')) {
        throw new ParseError(file, null, `a test ${result.reverse ? 'towards' : 'from'} the VM`)
      }
      const values = [{ metric: 'bitsPerSecond', value: result.bitsPerSecond / 1e6, file }]
      if (result.retransmits !== null) values.push({ metric: 'retransmits', value: result.retransmits, file })
      const { receivedBytes } = result
      return { values, operations: null, megabytes: receivedBytes / 1e6, datagrams: null }
    }
    case 'info-migrate':
    case 'perf-in-vm':
      throw new ParseError(file, null, 'a format in the sample’s entry of trial.json')
    case 'ping': {
      const { replies } = parsePing(text, file)
      if (replies.length === 0) throw new ParseError(file, null, 'at least one answer to ping')
      const value = { metric: 'roundTripMs', value: median(replies.map((r) => r.roundTripMs)), file }
      return { values: [value], operations: null, megabytes: null, datagrams: null }
    }
  }
}

/** kvm tracepoint to metric; `kvm_mmio` counts accesses to device registers in memory, `kvm_pio` those by port. */
export const EXIT_METRICS: Record<string, string> = {
  'kvm:kvm_exit': 'exitsPerMegabyte',
  'kvm:kvm_mmio': 'mmioExitsPerMegabyte',
  'kvm:kvm_pio': 'pioExitsPerMegabyte',
  'kvm:kvm_inj_virq': 'injectedInterruptsPerMegabyte',
  'kvm:kvm_msr': 'msrExitsPerMegabyte',
  'kvm:kvm_page_fault': 'pageFaultExitsPerMegabyte',
}

function exitValues(open: Open, megabytes: number): Value[] {
  const { text, file } = open('exits')
  return parsePerfStat(text, file).flatMap(({ event, count }): Value[] => {
    const metric = EXIT_METRICS[event]
    return metric !== undefined && typeof count === 'number' ? [{ metric, value: count / megabytes, file }] : []
  })
}

/** What the host had to do for what was carried: exits for each datagram, processor time for each gigabyte or datagram. */
function costValues(open: Open, { megabytes, datagrams }: Extent): Value[] {
  const values: Value[] = []
  if (datagrams !== null && datagrams > 0) {
    const exits = open('exits')
    const count = countOf(parsePerfStat(exits.text, exits.file), 'kvm:kvm_exit')
    if (typeof count === 'number')
      values.push({ metric: 'exitsPerDatagram', value: count / datagrams, file: exits.file })
  }
  const [before, after] = [open('cpu-before'), open('cpu-after')]
  const [from, to] = [parseCpuTime(before.text, before.file), parseCpuTime(after.text, after.file)]
  const busyS = to.busyS - from.busyS
  if (busyS < 0 || to.processS < from.processS)
    throw new ParseError(after.file, null, 'processor time that did not fall', String(busyS))
  if (megabytes !== null && megabytes > 0) {
    values.push(
      { metric: 'cpuSecondsPerGigabyte', value: (1000 * busyS) / megabytes, file: after.file },
      { metric: 'qemuSecondsPerGigabyte', value: (1000 * (to.processS - from.processS)) / megabytes, file: after.file },
    )
  }
  if (datagrams !== null && datagrams > 0) {
    values.push({ metric: 'cpuMicrosecondsPerDatagram', value: (1e6 * busyS) / datagrams, file: after.file })
  }
  return values
}

/** The counters were read before the command was given and after its answer, so the rate is over that whole time. */
function kvmCounterValues(open: Open, { operations }: Extent, durationMs: number | null): Value[] {
  const [before, after] = [open('kvm-before'), open('kvm-after')]
  const total = (raw: { text: string; file: string }): number => {
    const exits = parseKvmCounters(raw.text, raw.file).get('exits')
    if (exits === undefined) throw new ParseError(raw.file, null, 'the counter exits')
    return exits
  }
  const exits = total(after) - total(before)
  if (exits < 0) throw new ParseError(after.file, null, 'a counter that did not fall', `exits ${exits}`)
  const values: Value[] = []
  if (operations !== null) values.push({ metric: 'exitsPerOperation', value: exits / operations, file: after.file })
  if (durationMs !== null && durationMs > 0)
    values.push({ metric: 'exitsPerSecond', value: (1000 * exits) / durationMs, file: after.file })
  return values
}

function jitValues(open: Open): Value[] {
  const raw = [open('jit-before'), open('jit-after')] as const
  const [before, after] = [parseInfoJit(raw[0].text, raw[0].file), parseInfoJit(raw[1].text, raw[1].file)]
  const { file } = raw[1]
  const expansion = { metric: 'hostBytesPerGuestByte', value: after.averageHostBytes / after.averageGuestBytes, file }
  // Emptying the buffer starts the count anew, so the difference would be wrong.
  if (after.flushes !== before.flushes) return [expansion]
  return [{ metric: 'translatedBlocks', value: after.blocks - before.blocks, file }, expansion]
}

/** Reads one sample; what can't be understood becomes a reason, and what can is kept. */
function readSample({ trial, files }: LoadedTrial, sample: Sample, readings: Readings): void {
  const path = (name: string): string => `trials/${trial.id}/${name}`
  const open: Open = (role) => {
    const name = sample.files[role]
    if (name === undefined) {
      throw new ParseError(path('trial.json'), null, `a file of the role ${role} for ${sample.probe} ${sample.index}`)
    }
    const text = files[name]
    if (text === undefined) throw new ParseError(path(name), null, 'a file, but there is none')
    return { text, file: path(name) }
  }
  const missing = (reason: string): void => {
    readings.reasons.push({ configuration: trial.configuration, probe: sample.probe, reason })
  }
  const readable = <T>(read: () => T): T | null => attempt(read, missing)
  // ping ends with 1 where an answer is missing, which is a result.
  if (sample.exitCode !== null && sample.exitCode !== 0 && !(sample.probe === 'ping' && sample.exitCode === 1)) {
    missing(`${trial.id}: ${sample.probe} ${sample.index} ended with exit code ${sample.exitCode}`)
    return
  }
  const extent = readable(() => {
    const { format } = sample
    return format === undefined ? outputValues(sample, open) : handMadeValues(sample, format, open('output'))
  })
  if (!extent) return
  const values = [...extent.values]
  const { megabytes } = extent
  if ('exits' in sample.files && megabytes !== null && megabytes > 0) {
    values.push(...(readable(() => exitValues(open, megabytes)) ?? []))
  }
  if ('cpu-before' in sample.files) values.push(...(readable(() => costValues(open, extent)) ?? []))
  if ('kvm-before' in sample.files)
    values.push(...(readable(() => kvmCounterValues(open, extent, sample.durationMs)) ?? []))
  if ('jit-before' in sample.files) values.push(...(readable(() => jitValues(open)) ?? []))
  for (const { metric, value, file } of values) {
    readings.measurements.push({
      experiment: trial.experiment,
      configuration: trial.configuration,
      trial: trial.id,
      index: sample.index,
      warmup: sample.warmup,
      metric: `${sample.probe}.${metric}`,
      value,
      source: file,
    })
  }
}

/** All measurements that the samples of the trials hold, in the order of the trials. */
export function readSamples(trials: readonly LoadedTrial[]): Readings {
  const readings: Readings = { measurements: [], reasons: [] }
  for (const loaded of trials) {
    for (const sample of loaded.trial.samples) readSample(loaded, sample, readings)
    const { id, experiment, configuration, bootMs } = loaded.trial
    if (bootMs !== null) {
      readings.measurements.push({
        experiment,
        configuration,
        trial: id,
        index: 1,
        warmup: false,
        metric: 'boot.seconds',
        value: bootMs / 1000,
        source: `trials/${id}/trial.json`,
      })
    }
  }
  return readings
}
