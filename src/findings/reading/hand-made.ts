import type { Format, Sample } from '../../data/schema.ts'
import { parseInfoMigrate } from '../../measurements/info-migrate.ts'
import { parseIperf2 } from '../../measurements/iperf2.ts'
import { parseIperf3Datagrams, parseIperf3Json } from '../../measurements/iperf3.ts'
import { parseIperf3Total } from '../../measurements/iperf3-total.ts'
import type { IperfTest } from '../../measurements/iperf-test.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { parseMemcpy, parseSchedPipe, parseSyscall } from '../../measurements/perf-bench.ts'
import {
  countOf,
  parsePerfIntervals,
  parsePerfStat,
  type NotCounted,
  type PerfCount,
  type PerfInterval,
} from '../../measurements/perf-stat.ts'
import { parsePerfIntervalsJson, parsePerfStatJson } from '../../measurements/perf-stat-json.ts'
import { parsePerfIntervalsText, parsePerfStatText } from '../../measurements/perf-stat-text.ts'
import { VM_EVENTS } from '../migration/perf-findings.ts'
import type { Extent, Value } from './extent.ts'

interface Raw {
  text: string
  file: string
}

/** What a sample that was made by hand must be known by: the rest is in its file. */
export type HandMadeSample = Pick<Sample, 'probe' | 'place' | 'operations'>

/** Seconds and counts of one `perf stat`, however it was printed; the seconds are null where it does not say. */
interface PerfRead {
  elapsedS: number | null
  counts: PerfCount[]
}

/** The counts over all intervals. What was not counted in one of them has no sum. */
function summed(intervals: readonly PerfInterval[]): PerfRead {
  const byEvent = Map.groupBy(
    intervals.flatMap(({ counts }) => counts),
    ({ event }) => event,
  )
  const counts = [...byEvent].map(([event, all]): PerfCount => {
    const missing = all.find(({ count }) => typeof count !== 'number')?.count as NotCounted | undefined
    const sum = all.reduce((total, { count }) => total + (typeof count === 'number' ? count : 0), 0)
    return {
      event,
      unit: all[0]?.unit ?? '',
      percentCounted: Math.min(...all.map(({ percentCounted }) => percentCounted)),
      count: missing ?? sum,
    }
  })
  return { elapsedS: intervals.at(-1)?.toS ?? null, counts }
}

/** Any output of `perf stat`. @throws ParseError */
export function readPerf(format: Format, { text, file }: Raw): PerfRead {
  const single = (counts: PerfCount[], elapsedS: number | null = null): PerfRead => {
    const nanoseconds = countOf(counts, 'duration_time')
    return { counts, elapsedS: elapsedS ?? (typeof nanoseconds === 'number' ? nanoseconds / 1e9 : null) }
  }
  switch (format) {
    case 'perf-stat-text': {
      const { counts, elapsedS } = parsePerfStatText(text, file)
      return single(counts, elapsedS)
    }
    case 'perf-stat-csv':
      return single(parsePerfStat(text, file))
    case 'perf-stat-json':
      return single(parsePerfStatJson(text, file))
    case 'perf-interval-text':
      return summed(parsePerfIntervalsText(text, file))
    case 'perf-interval-csv':
      return summed(parsePerfIntervals(text, file))
    case 'perf-interval-json':
      return summed(parsePerfIntervalsJson(text, file))
    default:
      throw new ParseError(file, null, 'the output of perf stat', format)
  }
}

/** Milliseconds of processor time; without its unit it could be anything. */
function taskClockMs(counts: readonly PerfCount[], file: string): number | null {
  // For a user who may not look into the kernel perf adds the modifier by itself; the clock is the same.
  const found = counts.find(({ event }) => event === 'task-clock' || event === 'task-clock:u')
  if (!found || typeof found.count !== 'number') return null
  if (found.unit !== 'msec') throw new ParseError(file, null, 'task-clock in msec', found.unit)
  return found.count
}

function programValues({ probe, operations }: HandMadeSample, format: Format, raw: Raw): Extent {
  const { file } = raw
  const { elapsedS, counts } = readPerf(format, raw)
  const values: Value[] = []
  if (probe === 'process-creation') {
    if (elapsedS === null) throw new ParseError(file, null, 'the time elapsed (with -x or -j: -e duration_time)')
    if (operations === null) throw new ParseError(file, null, 'the number of processes, given as operations')
    values.push({ metric: 'msPerProcess', value: (1000 * elapsedS) / operations, file })
  } else {
    const processor = taskClockMs(counts, file)
    if (elapsedS !== null) values.push({ metric: 'elapsedMs', value: 1000 * elapsedS, file })
    if (processor !== null) values.push({ metric: 'taskClockMs', value: processor, file })
    if (values.length === 0)
      throw new ParseError(file, null, 'the time elapsed (with -x or -j: -e duration_time) or task-clock')
  }
  for (const event of ['cycles', 'instructions']) {
    const count = countOf(counts, event)
    if (typeof count === 'number') values.push({ metric: event, value: count, file })
  }
  return { values, operations, megabytes: null, datagrams: null }
}

/** Events per second over the whole time: when the migration began within it is not known. */
function rateValues(format: Format, raw: Raw): Extent {
  const { elapsedS, counts } = readPerf(format, raw)
  if (elapsedS === null || elapsedS <= 0)
    throw new ParseError(raw.file, null, 'the time elapsed (with -x or -j: -e duration_time)')
  const values = VM_EVENTS.flatMap(({ event, key }): Value[] => {
    const count = countOf(counts, event)
    return typeof count === 'number' ? [{ metric: `${key}PerSecond`, value: count / elapsedS, file: raw.file }] : []
  })
  if (values.length === 0)
    throw new ParseError(raw.file, null, `a count of ${VM_EVENTS.map(({ event }) => event).join(', ')}`)
  return { values, operations: null, megabytes: null, datagrams: null }
}

function benchValues({ probe }: HandMadeSample, { text, file }: Raw): Extent {
  if (probe === 'memcpy') {
    const results = parseMemcpy(text, file)
    const chosen = results.length === 1 ? results[0] : results.find((one) => one.function === 'default')
    if (!chosen) throw new ParseError(file, null, 'the memcpy function “default”, or only one')
    return {
      values: [{ metric: 'megabytesPerSecond', value: chosen.bytesPerSecond / 1e6, file }],
      operations: null,
      megabytes: null,
      datagrams: null,
    }
  }
  const { operations, microsecondsPerOperation } = (probe === 'syscall' ? parseSyscall : parseSchedPipe)(text, file)
  return {
    values: [{ metric: 'microsecondsPerOperation', value: microsecondsPerOperation, file }],
    operations,
    megabytes: null,
    datagrams: null,
  }
}

/** A test of iperf, from whichever of its formats. */
function readIperf(format: Format, { text, file }: Raw, datagrams: boolean): IperfTest {
  if (format === 'iperf3-text') return parseIperf3Total(text, file)
  if (format === 'iperf2-text') return parseIperf2(text, file)
  if (!datagrams) {
    const { receivedBytes, ...test } = parseIperf3Json(text, file)
    return { ...test, bytes: receivedBytes, datagrams: null, intervals: [] }
  }
  const { sent, lost, jitterMs } = parseIperf3Datagrams(text, file)
  return {
    bitsPerSecond: 0,
    bytes: 0,
    durationS: 0,
    retransmits: null,
    reverse: /"reverse":\s*1\b/.test(text),
    intervals: [],
    datagrams: { sent, lost, jitterMs },
  }
}

function iperfValues({ probe, place }: HandMadeSample, format: Format, raw: Raw): Extent {
  const { file } = raw
  const udp = probe === 'udp-small' || probe === 'udp-large'
  const { datagrams, reverse, bitsPerSecond, bytes, retransmits, intervals } = readIperf(format, raw, udp)
  if (udp !== (datagrams !== null))
    throw new ParseError(
      file,
      null,
      udp ? 'a UDP test for this probe' : 'a TCP test; of UDP say --probe udp-small or udp-large',
    )
  // The client on the host receives with -R; one in the VM then sends to it.
  const fromVm = reverse !== (place === 'vm')
  if (fromVm !== probe.startsWith('iperf3-from-vm'))
    throw new ParseError(file, null, `a test ${fromVm ? 'towards' : 'from'} the VM`)
  if (datagrams) {
    const values = [
      { metric: 'lostPercent', value: (100 * datagrams.lost) / datagrams.sent, file },
      { metric: 'jitterMs', value: datagrams.jitterMs, file },
    ]
    return { values, operations: null, megabytes: null, datagrams: datagrams.sent - datagrams.lost }
  }
  const values = [{ metric: 'bitsPerSecond', value: bitsPerSecond / 1e6, file }]
  if (retransmits !== null) values.push({ metric: 'retransmits', value: retransmits, file })
  if (intervals.length > 1)
    values.push({
      metric: 'lowestMegabitsPerSecond',
      value: Math.min(...intervals.map((one) => one.bitsPerSecond)) / 1e6,
      file,
    })
  return { values, operations: null, megabytes: bytes / 1e6, datagrams: null }
}

function monitorValues({ text, file }: Raw): Extent {
  const { totalMs, setupMs, downtimeMs, transferredBytes, passes } = parseInfoMigrate(text, file)
  const given: [string, number | null][] = [
    ['total', totalMs / 1000],
    ['setupMs', setupMs],
    ['downtimeQemuMs', downtimeMs],
    ['transferredMegabytes', transferredBytes / 1e6],
    ['passes', passes],
  ]
  const values = given.flatMap(([metric, value]): Value[] => (value === null ? [] : [{ metric, value, file }]))
  return { values, operations: null, megabytes: null, datagrams: null }
}

/** Which way a test of iperf went: `reverse` is the server sending. @throws ParseError */
export const isReverse = (format: Format, raw: Raw): boolean => readIperf(format, raw, false).reverse

/**
 * What a file says that somebody made by hand, in any of the formats that are known.
 * @throws ParseError where it does not hold what its probe needs
 */
export function handMadeValues(sample: HandMadeSample, format: Format, raw: Raw): Extent {
  switch (sample.probe) {
    case 'cpu-loop':
    case 'process-creation':
      return programValues(sample, format, raw)
    case 'context-switch':
    case 'memcpy':
    case 'syscall':
      return benchValues(sample, raw)
    case 'info-migrate':
      return monitorValues(raw)
    case 'perf-in-vm':
      return rateValues(format, raw)
    case 'ping':
      throw new ParseError(raw.file, null, 'another probe than ping')
    default:
      return iperfValues(sample, format, raw)
  }
}
