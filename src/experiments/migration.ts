import { say, type Text } from '../text/phrase.ts'
import { experiment, type MetricDeclaration } from './declaration.ts'
import { COUNT_REGISTERS, EXIT_EVENT, REGISTER_EVENT } from './exit-kinds.ts'
import { PERF_STAT } from './formats.ts'

/** What perf counts in the VM while it moves: the event, and the part of a metric's and a finding's name. */
export const VM_EVENTS = [
  {
    event: 'context-switches',
    key: 'contextSwitches',
    id: 'D.perf-context-switches',
    title: say('metric.context-switches'),
  },
  { event: 'page-faults', key: 'pageFaults', id: 'D.perf-page-faults', title: say('metric.page-faults') },
  { event: 'irq:irq_handler_entry', key: 'interrupts', id: 'D.perf-irq', title: say('metric.interrupts') },
  { event: 'raw_syscalls:sys_enter', key: 'systemCalls', id: 'D.perf-syscalls', title: say('metric.system-calls') },
] as const

export type VmEvent = (typeof VM_EVENTS)[number]['event']

/** What is counted on both hosts: how often the VM stopped for the host, and two of the reasons, which overlap. */
export const HOST_EVENTS = [EXIT_EVENT, 'kvm:kvm_page_fault', REGISTER_EVENT] as const
export type HostEvent = (typeof HOST_EVENTS)[number]

/** perf on both hosts, by the options of which one knows what was counted. */
export const HOST_PERF: readonly string[] = [
  ...['perf', 'stat', '-a', '-I', '250', '-x,', '-e', EXIT_EVENT, '-e', 'kvm:kvm_page_fault'],
  ...COUNT_REGISTERS,
]

const quantity = (title: Text, unit: Text, better: MetricDeclaration['better']) =>
  ({ title: () => title, unit, better, role: 'headline' }) as const satisfies MetricDeclaration

/** Against the baseline of the same migration: compared as a ratio, and summarised as one. */
const shareOfBaseline = (title: Text, better: MetricDeclaration['better']) =>
  ({ ...quantity(title, '%', better), centre: 'geometric-mean' }) as const satisfies MetricDeclaration

const byHandOnly = (title: Text, unit: Text, better: MetricDeclaration['better']) =>
  ({ title: () => title, unit, better, role: 'evidence', optional: true }) as const satisfies MetricDeclaration

type VmEventKey = (typeof VM_EVENTS)[number]['key']

/** A metric for each of perf's events in the VM. */
const each = <const P extends string, const E extends string>(
  prefix: P,
  end: E,
  declare: (what: Text) => MetricDeclaration,
): Record<`${P}${VmEventKey}${E}`, MetricDeclaration> =>
  Object.fromEntries(VM_EVENTS.map(({ key, title }) => [`${prefix}${key}${end}`, declare(title)])) as Record<
    `${P}${VmEventKey}${E}`,
    MetricDeclaration
  >

/** Section D: the VM moves back and forth while a client, a writer and perf are at work. */
export const migration = experiment({
  section: 'D',
  carriedOut: 'migrations',
  unit: 'migration',
  configurations: { precopy: { repetition: 'migration', seconds: 38, vm: null } },
  arms: ['precopy'],
  compare: [],
  factors: [{ name: 'direction', levels: ['host1 to host2', 'host2 to host1'] }],
  programs: {
    'info-migrate': {
      name: say('metric.migration.total'),
      prints: null,
      byHand: { formats: ['info-migrate'] },
      metrics: {},
    },
    'perf-in-vm': { name: say('metric.by-hand.program'), prints: null, byHand: { formats: PERF_STAT }, metrics: {} },
  },
  evidence: {},
  own: {
    migration: {
      total: quantity(say('metric.migration.total'), 's', 'lower'),
      setupMs: quantity(say('metric.migration.setupMs'), 'ms', 'lower'),
      downtimeQemuMs: quantity(say('metric.migration.downtimeQemuMs'), 'ms', 'lower'),
      downtimeEventsMs: quantity(say('metric.migration.downtimeEventsMs'), 'ms', 'lower'),
      downtimeProbeMs: quantity(say('metric.migration.downtimeProbeMs'), 'ms', 'lower'),
      transferredMegabytes: quantity(say('metric.migration.transferredMegabytes'), 'MB', 'lower'),
      passes: quantity(say('metric.migration.passes'), '', 'neither'),
      throughputCopyingPercent: shareOfBaseline(say('metric.migration.throughputCopyingPercent'), 'higher'),
      throughputAfterPercent: shareOfBaseline(say('metric.migration.throughputAfterPercent'), 'higher'),
      recoveryS: quantity(say('metric.migration.recoveryS'), 's', 'lower'),
      serviceLostS: quantity(say('metric.migration.serviceLostS'), 's', 'lower'),
      ...each('perf.', 'CopyingPercent', (what) =>
        shareOfBaseline(say('metric.in-vm-while-copying', { what }), 'neither'),
      ),
      'perf.kvmPageFaultsCopyingPercent': shareOfBaseline(say('metric.migration.kvmPageFaults'), 'neither'),
      pingsLost: quantity(say('metric.migration.pingsLost'), '', 'lower'),
      // Without the time of the migration there are no windows before and after it.
      'by-hand.throughput': byHandOnly(say('metric.by-hand.throughput'), 'Mbit/s', 'higher'),
      'by-hand.lowest': byHandOnly(say('metric.by-hand.lowest'), 'Mbit/s', 'higher'),
      ...each('by-hand.', '', (what) => byHandOnly(say('metric.by-hand.rate', { what }), '1/s', 'neither')),
    },
  },
  main: { metric: 'migration.total', title: say('chart.drift.migration') },
  byHand: {
    what: '“info migrate”, iperf3, iperf or perf stat',
    configurations: ['precopy'],
    programs: ['info-migrate', 'perf-in-vm', 'iperf3-to-vm', 'iperf3-from-vm'],
  },
  figures: ['timeline', 'downtime', 'pause', 'overlay', 'migrations-by-hand'],
  tables: ['migrations', 'clocks', 'migrations-by-hand'],
  findings: [
    'D.computers',
    'D.computer-apart',
    'D.answer',
    'D.short',
    'D.numbers',
    'D.heading.pause',
    'D.heading.copying',
    'D.heading.disk',
    'D.caption.timeline',
    'D.caption.migrations',
    'D.total',
    'D.transferred',
    'D.downtime-qemu',
    'D.downtime-events',
    'D.downtime-probe',
    'D.downtime-clocks',
    'D.downtime-limit',
    'D.pause-parts',
    'D.pause-devices',
    'D.throughput-copying',
    'D.throughput-after',
    'D.throughput-ways',
    'D.baseline',
    'D.recovery',
    'D.service-lost',
    ...VM_EVENTS.map(({ id }) => id),
    'D.kvm-page-faults',
    'D.kvm-exits-move',
    'D.migrations',
    'D.connection',
    'D.perf-work',
    'D.service-beyond-downtime',
    'D.disk-handover',
    'D.pings',
    'D.unanswered',
    'D.gap-copying',
    'D.disk',
    'D.seen.zero-pages',
    'D.seen.silence',
    'D.seen.bottleneck',
    'D.drift',
    'D.machine',
  ],
})
