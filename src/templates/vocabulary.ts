import { EXIT_METRICS } from '../experiments/network.ts'

/** What the arguments of the templates' helpers may be. */
export type Argument =
  | 'figure'
  | 'table'
  | 'experiment'
  | 'metric'
  | 'configuration'
  | 'finding'
  | 'reference'
  | 'literature'
  | 'target'
  | 'name'
  | 'caption'
  | 'value'
  | 'instruction'

export interface HelperShape {
  arguments: readonly Argument[]
  /** The last argument may be repeated. */
  repeats?: boolean
  /** Needs `caption="…"`. */
  caption?: boolean
  block?: boolean
}

export const TABLES = [
  'acceleration',
  'exit-reasons',
  'translator',
  'network',
  'network-costs',
  'exits',
  'migrations',
  'clocks',
  'matrix',
  'prediction',
  'controls-acceleration',
  'controls-network',
  'design',
  'compared',
  'machines',
  'samples',
] as const
export type TableId = (typeof TABLES)[number]

/** The helpers that a template may use beside if, unless, each and with. */
export const HELPERS = {
  figure: { arguments: ['figure'], caption: true },
  table: { arguments: ['table'], caption: true },
  listing: { arguments: ['name'], caption: true, block: true },
  finding: { arguments: ['finding'] },
  findings: { arguments: ['experiment'] },
  limits: { arguments: ['experiment'] },
  missing: { arguments: ['experiment'] },
  value: { arguments: ['metric', 'configuration'] },
  number: { arguments: ['metric', 'configuration'] },
  ratio: { arguments: ['metric', 'configuration', 'configuration'] },
  ref: { arguments: ['target'] },
  cite: { arguments: ['reference'], repeats: true },
  literature: { arguments: ['literature'] },
  code: { arguments: ['value'] },
  command: { arguments: ['instruction'] },
  arguments: { arguments: ['instruction'] },
} as const satisfies Record<string, HelperShape>

export type HelperName = keyof typeof HELPERS

export function isHelper(name: string): name is HelperName {
  return Object.hasOwn(HELPERS, name)
}

export const EXPERIMENTS = ['acceleration', 'network', 'migration', 'matrix'] as const
export type ExperimentName = (typeof EXPERIMENTS)[number]

const each = (heads: readonly string[], tails: readonly string[]) =>
  heads.flatMap((head) => tails.map((tail) => head + tail))

const PROGRAMS = ['cpu-loop', 'process-creation', 'context-switch', 'memcpy', 'syscall']
const DIRECTIONS = ['iperf3-to-vm', 'iperf3-from-vm']
const EXITS = Object.values(EXIT_METRICS).map((kind) => `.${kind}`)

/** Every metric that an analysis may have, those included that only some machines give: a test compares them. */
export const METRICS: readonly string[] = [
  ...each(['cpu-loop'], ['.elapsedMs', '.taskClockMs', '.cycles', '.instructions']),
  'process-creation.msPerProcess',
  'context-switch.microsecondsPerOperation',
  'memcpy.megabytesPerSecond',
  'syscall.microsecondsPerOperation',
  'boot.seconds',
  ...each(PROGRAMS, ['.exitsPerOperation', '.exitsPerSecond', '.translatedBlocks', '.hostBytesPerGuestByte']),
  ...each(DIRECTIONS, ['.bitsPerSecond', '.retransmits', ...EXITS]),
  'ping.roundTripMs',
  ...each(DIRECTIONS, ['.cpuSecondsPerGigabyte', '.qemuSecondsPerGigabyte', '-no-offload.bitsPerSecond']),
  ...each(
    ['udp-small', 'udp-large'],
    ['.lostPercent', '.jitterMs', '.cpuMicrosecondsPerDatagram', '.exitsPerDatagram'],
  ),
  ...each(
    ['migration'],
    [
      '.total',
      '.setupMs',
      '.downtimeQemuMs',
      '.downtimeEventsMs',
      '.downtimeProbeMs',
      '.transferredMegabytes',
      '.passes',
      '.throughputCopyingPercent',
      '.throughputAfterPercent',
      '.pingsLost',
      '.recoveryS',
      '.serviceLostS',
      '.perf.contextSwitchesCopyingPercent',
      '.perf.pageFaultsCopyingPercent',
      '.perf.interruptsCopyingPercent',
      '.perf.systemCallsCopyingPercent',
      '.perf.kvmPageFaultsCopyingPercent',
    ],
  ),
]

/** Every finding that an analysis may have. */
export const FINDINGS: readonly string[] = [
  ...each(
    PROGRAMS.map((program) => `B.${program}`),
    ['', '.host', '.exits', '.exit-reasons', '.profile'],
  ),
  'B.boot',
  'B.translation',
  ...each(['B', 'C'], ['.control', '.drift', '.machine']),
  ...each(
    DIRECTIONS.map((direction) => `C.${direction}`),
    ['', '.cause', '.retransmits', '.cpuSecondsPerGigabyte', '.qemuSecondsPerGigabyte', '-no-offload', ...EXITS],
  ),
  ...each(
    ['C.udp-small', 'C.udp-large'],
    ['.lostPercent', '.jitterMs', '.cpuMicrosecondsPerDatagram', '.exitsPerDatagram'],
  ),
  ...each(['C.offloads'], ['.virtio.to-vm', '.virtio.from-vm', '.e1000.to-vm', '.e1000.from-vm']),
  ...each(['C.datagrams'], ['.virtio', '.e1000']),
  'C.ping',
  ...each(
    ['D'],
    [
      '.total',
      '.transferred',
      '.downtime-qemu',
      '.downtime-events',
      '.downtime-probe',
      '.throughput-copying',
      '.throughput-after',
      '.recovery',
      '.service-lost',
      '.perf-context-switches',
      '.perf-page-faults',
      '.perf-irq',
      '.perf-syscalls',
      '.kvm-page-faults',
      '.kvm-exits-move',
      '.pings',
      '.disk',
      '.drift',
      '.machine',
    ],
  ),
  ...each(
    ['D.matrix'],
    ['.converged', '.total', '.downtime', '.bytes', '.degradation', '.prediction', '.not-offered', '.untried'],
  ),
]
