import type { LoadedTrial } from '../../data/loaded-run.ts'
import type { Configuration, Migration, Workload } from '../../data/schema.ts'
import { trialId } from '../../data/trial-id.ts'
import { FAULT_LATENCY } from '../../experiments/matrix.ts'
import { stated } from '../../text/stated.ts'
import { asked, cancelledLog, isEvent, parsedLog, printedLog, type QmpLine, stopTime } from '../qmp-log.ts'

/** FOR TESTS ONLY: cells of the matrix, made of the migrations that `synthetic-migration.ts` invents. */
export interface SyntheticCell {
  setting: Configuration
  workload: Workload
  ends: 'completed' | 'did-not-converge' | 'failed' | 'postcopy' | 'skipped'
  /** As `query-dirty-rate` answers it, MiB per second; the migrations send about 39. */
  dirtyRate: number
}

export const SYNTHETIC_CELLS: readonly SyntheticCell[] = [
  { setting: 'postcopy', workload: 'memory', ends: 'postcopy', dirtyRate: 80 },
  { setting: 'precopy', workload: 'idle', ends: 'completed', dirtyRate: 0 },
  { setting: 'precopy', workload: 'network', ends: 'completed', dirtyRate: 3 },
  { setting: 'precopy', workload: 'cpu', ends: 'completed', dirtyRate: 1 },
  { setting: 'precopy', workload: 'memory', ends: 'did-not-converge', dirtyRate: 80 },
  { setting: 'raised', workload: 'memory', ends: 'completed', dirtyRate: 4 },
  { setting: 'auto-converge', workload: 'memory', ends: 'completed', dirtyRate: 80 },
  { setting: 'multifd-zstd', workload: 'memory', ends: 'failed', dirtyRate: 4 },
  { setting: 'dirty-limit', workload: 'memory', ends: 'skipped', dirtyRate: 0 },
  { setting: 'zero-none', workload: 'idle', ends: 'completed', dirtyRate: 0 },
  { setting: 'zero-legacy', workload: 'idle', ends: 'completed', dirtyRate: 0 },
  { setting: 'zero-multifd', workload: 'idle', ends: 'completed', dirtyRate: 0 },
]

const CAPABILITIES: Partial<Record<Configuration, string[]>> = {
  'auto-converge': ['auto-converge'],
  postcopy: ['postcopy-ram', FAULT_LATENCY.capability],
  'multifd-zstd': ['multifd'],
  'dirty-limit': ['dirty-limit'],
  'zero-none': ['multifd'],
  'zero-legacy': ['multifd'],
  'zero-multifd': ['multifd'],
}

/** Pages follow for this long after RESUME in post-copy, s. */
export const FOLLOWING_S = 1.5

/** The baseline window: the dirty rate is asked for until it has been measured. */
function withDirtyRate(lines: readonly object[], fromS: number, rate: number): object[] {
  const measured = { status: 'measured', 'dirty-rate': rate, 'calc-time': 1, 'start-time': 5, mode: 'dirty-bitmap' }
  const [greeting, rest] = [lines.slice(0, 3), lines.slice(3)]
  return [
    ...greeting,
    ...asked(fromS + 0.5, 'calc-dirty-rate', {}),
    ...asked(fromS + 0.6, 'query-dirty-rate', {
      status: 'measuring',
      'calc-time': 1,
      'start-time': 5,
      mode: 'dirty-bitmap',
    }),
    ...asked(fromS + 1.7, 'query-dirty-rate', measured),
    ...rest,
  ]
}

/** The switch comes where the last pass would have ended, and pages follow for a while. */
function postcopy(lines: readonly QmpLine[], stopS: number): object[] {
  const end = lines.filter((line) => isEvent(line, 'MIGRATION')).at(-1)
  const [last] = lines.filter(({ received }) => received?.return?.status === 'completed')
  const endS = end?.t ?? stopS
  const [endEvent, answer] = [structuredClone(end), structuredClone(last)?.received?.return as Record<string, unknown>]
  const timestamp = (endEvent?.received as { timestamp?: { seconds: number; microseconds: number } } | undefined)
    ?.timestamp
  if (timestamp) timestamp.seconds += Math.ceil(FOLLOWING_S)
  const active = {
    ...endEvent,
    t: stopS,
    received: {
      ...lines.find((line) => isEvent(line, 'STOP'))?.received,
      event: 'MIGRATION',
      data: { status: 'postcopy-active' },
    },
  }
  const ram = answer.ram as Record<string, number>
  const polls = Array.from({ length: 10 }, (_, i) =>
    asked(endS + 0.01 + i * 0.15, 'query-migrate', {
      ...answer,
      status: 'postcopy-active',
      ram: { ...ram, remaining: 50_000_000 - i * 5_000_000, 'postcopy-requests': 30 * i },
    }),
  ).flat()
  const total = Number(answer['total-time']) + 1000 * Math.ceil(FOLLOWING_S)
  return [
    ...lines.filter(({ t }) => t < stopS),
    active,
    ...lines.filter(({ t }) => t >= stopS && t < endS),
    ...polls,
    { ...endEvent, t: endS + Math.ceil(FOLLOWING_S) },
    ...asked(endS + Math.ceil(FOLLOWING_S) + 0.1, 'query-migrate', {
      ...answer,
      'total-time': total,
      ram: { ...ram, 'postcopy-requests': 300 },
    }),
  ]
}

const CHANNELS = { 'multifd-bytes': 100_000_000 }

/** What QEMU says beside the rest, or in its place, where a setting acts: of memory also once it is over. */
const ACTING: Partial<Record<Configuration, { reply?: object; ram?: (ram: Record<string, number>) => object }>> = {
  'auto-converge': { reply: { 'cpu-throttle-percentage': 20 } },
  'multifd-zstd': { ram: () => CHANNELS },
  'zero-none': {
    ram: ({ duplicate = 0, normal = 0, transferred = 0 }) => ({
      ...CHANNELS,
      duplicate: 0,
      normal: normal + duplicate,
      transferred: 5 * transferred,
    }),
  },
  'zero-legacy': { ram: () => CHANNELS },
  'zero-multifd': { ram: () => CHANNELS },
}

/** Each answer about a migration, with what shows that the setting acts. */
function acting(lines: readonly object[], setting: Configuration): object[] {
  const shown = ACTING[setting]
  return lines.map((line) => {
    const received = (line as QmpLine).received
    const reply = received?.return
    if (shown === undefined || (reply?.status !== 'active' && reply?.status !== 'completed')) return line
    const told = (reply as { ram?: Record<string, number> }).ram ?? {}
    const meanwhile = reply.status === 'active' ? shown.reply : {}
    return {
      ...line,
      received: { ...received, return: { ...reply, ...meanwhile, ram: { ...told, ...shown.ram?.(told) } } },
    }
  })
}

function logOf({ setting, ends, dirtyRate }: SyntheticCell, text: string, { observedFrom }: Migration): string {
  const lines = parsedLog(text)
  const stopS = stopTime(lines)
  const log = ends === 'postcopy' ? postcopy(lines, stopS) : ends === 'completed' ? lines : cancelledLog(lines, stopS)
  return printedLog(withDirtyRate(acting(log, setting), observedFrom, dirtyRate))
}

/** How QEMU tells how many pages were waited for how long: 2, 7, 90, 200 and 1, from 64 µs on. */
const FAULTS = {
  status: 'completed',
  'postcopy-blocktime': 1200,
  'postcopy-vcpu-blocktime': [1190],
  'postcopy-latency': 4_000_000,
  'postcopy-latency-dist': [0, 0, 0, 0, 0, 0, 2, 7, 0, 0, 0, 90, 200, 0, 1, ...Array<number>(9).fill(0)],
  'postcopy-vcpu-latency': [4_200_000],
  'postcopy-non-vcpu-latency': 650_000,
}

/** The destination is asked once all pages have come. */
function withFaults(text: string): string {
  const lines = parsedLog(text)
  return printedLog([...lines, ...asked((lines.at(-1)?.t ?? 0) + FOLLOWING_S + 1, 'query-migrate', FAULTS)])
}

/** A few of those that QEMU 7.2 names. */
const OFFERED = 'xbzrle\nauto-converge\nevents\npostcopy-ram\nmultifd\nbackground-snapshot\n'

/** An idle VM makes hardly any system calls. */
const hardlyAny = (perf: string): string =>
  perf.replaceAll(/,(\d+),,raw_syscalls/g, (_, count: string) => `,${Math.round(Number(count) / 100)},,raw_syscalls`)

/** A migration as a cell: other names, the log that its end asks for, and only the files that its workload makes. */
export function matrixTrial(cell: SyntheticCell, { trial, files }: LoadedTrial, repetition = 1): LoadedTrial {
  const { setting, workload, ends } = cell
  const named = {
    ...trial,
    id: trialId({ experiment: 'matrix', configuration: setting, workload, repetition }),
    experiment: 'matrix' as const,
    configuration: setting,
    repetition,
    block: repetition,
    workload,
    vmArgv: (trial.vmArgv ?? []).map((word) => (word === '2G' ? '512M' : word)),
  }
  if (ends === 'skipped' || !trial.migration) {
    return {
      trial: {
        ...named,
        migration: null,
        vmArgv: null,
        skipped: stated('skipped.capability', { capabilities: 'dirty-limit' }),
      },
      files: { 'capabilities.txt': OFFERED },
    }
  }
  const { 'writer.txt': _, 'iperf3.txt': iperf3, 'iperf3.times': times, ...rest } = files
  const stopS = stopTime(parsedLog(files['qmp-source.ndjson'] ?? ''))
  const stopped = ends === 'did-not-converge' || ends === 'failed'
  const migration: Migration = {
    ...trial.migration,
    via: 'qmp',
    capabilities: CAPABILITIES[setting] ?? [],
    parameters: setting === 'raised' ? { 'downtime-limit': 100 } : {},
    downtimeLimitMs: setting === 'raised' ? 100 : trial.migration.downtimeLimitMs,
    completedAt: stopped ? stopS : trial.migration.completedAt,
    outcome: ends === 'postcopy' ? 'completed' : ends,
    reason: ends === 'failed' ? 'Unable to write to socket: Broken pipe' : null,
  }
  return {
    trial: { ...named, migration },
    files: {
      ...rest,
      'capabilities.txt': OFFERED,
      'qmp-source.ndjson': logOf(cell, files['qmp-source.ndjson'] ?? '', trial.migration),
      ...(ends === 'postcopy' ? { 'qmp-destination.ndjson': withFaults(rest['qmp-destination.ndjson'] ?? '') } : {}),
      'perf-vm.csv': workload === 'idle' ? hardlyAny(files['perf-vm.csv'] ?? '') : (files['perf-vm.csv'] ?? ''),
      ...(workload === 'network' ? { 'iperf3.txt': iperf3 ?? '', 'iperf3.times': times ?? '' } : {}),
    },
  }
}
