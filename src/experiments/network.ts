import { say } from '../text/phrase.ts'
import { type Card, type ConfigurationDeclaration, experiment, type MetricDeclaration } from './declaration.ts'
import { namesOf } from './names.ts'
import {
  AT_FIXED_RATE,
  DATAGRAM_PROGRAMS,
  DATAGRAMS,
  STREAM_PROGRAMS,
  STREAMS,
  WITHOUT_OFFLOADS,
} from './network-programs.ts'
import { counted } from './stream-metrics.ts'

const card = (nic: Card) =>
  ({
    repetition: 'boot',
    seconds: 18,
    roundSeconds: 22, // beside the two streams that are as fast as they go
    vm: { accelerator: 'kvm', cpu: 'host', nic },
  }) as const satisfies ConfigurationDeclaration

const comparedIn = (metrics: Readonly<Record<string, MetricDeclaration>>): string[] =>
  Object.keys(metrics).filter((metric) => !metrics[metric]?.described)

/** Section C: the two network cards on the same bridge and tap backend. */
export const network = experiment({
  section: 'C',
  carriedOut: 'blocks',
  unit: 'boot',
  longSamples: true,
  configurations: {
    virtio: card('virtio-net-pci'),
    e1000: card('e1000'),
    'virtio-control': { ...card('virtio-net-pci'), controlOf: 'virtio' },
  },
  arms: ['virtio', 'e1000'],
  compare: [['virtio', 'e1000']],
  factors: [
    { name: 'card', levels: ['virtio-net-pci', 'e1000'] },
    { name: 'direction', levels: ['to the VM', 'from the VM'] },
    { name: 'datagram', levels: ['64 bytes', '1400 bytes'] },
    { name: 'offloads', levels: ['on', 'off'] },
  ],
  programs: {
    ...STREAMS,
    ping: {
      name: say('metric.round-trip'),
      prints: 'ping',
      byHand: null,
      metrics: { roundTripMs: { title: (program) => program, unit: 'ms', better: 'lower', role: 'headline' } },
    },
    ...AT_FIXED_RATE,
    idle: {
      name: say('metric.idle-vm'),
      prints: 'perf-stat-csv',
      byHand: null,
      onceSeconds: 10,
      metrics: {
        busyPercent: counted(say('metric.host-busy'), '%', 'cost'),
        exitsPerSecond: counted(say('metric.exits-at-rate'), say('unit.exits-per-second'), 'cost'),
      },
    },
    ...WITHOUT_OFFLOADS,
    ...DATAGRAMS,
  },
  evidence: {},
  own: {},
  main: { metric: 'iperf3-to-vm.bitsPerSecond', title: say('chart.drift.network'), of: 'virtio', against: 'e1000' },
  byHand: {
    what: 'iperf3 or iperf',
    configurations: ['virtio', 'e1000'],
    programs: [...STREAM_PROGRAMS, ...namesOf(WITHOUT_OFFLOADS), ...DATAGRAM_PROGRAMS],
  },
  figures: ['network', 'network-samples', 'network-costs', 'exits'],
  tables: ['network', 'network-costs', 'exits', 'controls-network'],
  findings: [
    'C.answer',
    'C.short',
    'C.heading',
    'C.caption.figure',
    'C.seen.direction',
    'C.seen.scattered',
    'C.seen.retransmits.to-vm',
    'C.seen.retransmits.from-vm',
    'C.seen.busy-host',
    ...Object.keys(STREAMS).flatMap((program) => [...['', '.cause', '-no-offload'].map((end) => `C.${program}${end}`)]),
    ...Object.entries({ ...AT_FIXED_RATE, ...DATAGRAMS }).flatMap(([program, { metrics }]) =>
      comparedIn(metrics).map((metric) => `C.${program}.${metric}`),
    ),
    'C.counting',
    'C.at-rate',
    'C.extras',
    'C.ping',
    'C.ping.explanation',
    'C.backend',
    'C.blocks',
    'C.hosts',
    'C.larger-pieces',
    'C.neighbours',
    ...['virtio', 'e1000'].flatMap((name) => [
      `C.offloads.${name}.to-vm`,
      `C.offloads.${name}.from-vm`,
      `C.datagrams.${name}`,
    ]),
    'C.control',
    'C.drift',
    'C.machine',
    'C.computers',
    'C.computer-apart',
  ],
})
