import { say, type Text } from '../text/phrase.ts'
import {
  type ConfigurationDeclaration,
  experiment,
  type MetricDeclaration,
  type ProgramDeclaration,
} from './declaration.ts'
import { IPERF } from './formats.ts'

const card = (nic: 'virtio-net-pci' | 'e1000', extraSeconds: number) =>
  ({
    repetition: 'boot',
    seconds: 17,
    roundSeconds: 7,
    extraSeconds,
    vm: { accelerator: 'kvm', cpu: 'host', nic },
  }) as const satisfies ConfigurationDeclaration

const TO_VM = say('direction.to-vm')
const FROM_VM = say('direction.from-vm')

/** Exits of the VM for each megabyte carried, by tracepoint; `kvm_mmio` counts accesses to device registers in memory. */
const perMegabyte = (what: Text) =>
  ({
    title: (direction: Text) => say('metric.directed', { what, direction }),
    unit: say('unit.per-mb'),
    better: 'neither',
    role: 'evidence',
    optional: true,
  }) as const satisfies MetricDeclaration

/** Host processor time for each gigabyte carried. */
const perGigabyte = (what: Text, better: MetricDeclaration['better']) =>
  ({
    title: (direction: Text) => say('metric.directed', { what, direction }),
    unit: 's/GB',
    better,
    role: 'cost',
    optional: true,
  }) as const satisfies MetricDeclaration

const stream = <const S extends 'host' | 'vm'>(sender: S) =>
  ({
    name: sender === 'host' ? TO_VM : FROM_VM,
    prints: 'iperf3-json',
    byHand: { formats: IPERF },
    sender,
    metrics: {
      bitsPerSecond: {
        title: (direction) => say('metric.directed', { what: say('metric.throughput'), direction }),
        unit: 'Mbit/s',
        better: 'higher',
        role: 'headline',
      },
      retransmits: {
        title: (direction) => say('metric.directed', { what: say('metric.retransmits'), direction }),
        unit: say('unit.segments'),
        better: 'neither',
        role: 'evidence',
        optional: true,
      },
      exitsPerMegabyte: perMegabyte(say('metric.exits-every')),
      mmioExitsPerMegabyte: perMegabyte(say('metric.exits-mmio')),
      pioExitsPerMegabyte: perMegabyte(say('metric.exits-pio')),
      injectedInterruptsPerMegabyte: perMegabyte(say('metric.exits-interrupts')),
      msrExitsPerMegabyte: perMegabyte(say('metric.exits-msr')),
      pageFaultExitsPerMegabyte: perMegabyte(say('metric.exits-page-faults')),
      cpuSecondsPerGigabyte: perGigabyte(say('metric.cpu-per-gigabyte'), 'lower'),
      qemuSecondsPerGigabyte: perGigabyte(say('metric.qemu-per-gigabyte'), 'neither'),
    },
  }) as const satisfies ProgramDeclaration

const withoutOffloads = <const S extends 'host' | 'vm', const P extends string>(sender: S, withoutOffloadsOf: P) =>
  ({
    name: sender === 'host' ? TO_VM : FROM_VM,
    prints: 'iperf3-json',
    byHand: { formats: IPERF },
    sender,
    withoutOffloadsOf,
    metrics: {
      bitsPerSecond: {
        title: (direction) => say('metric.directed', { what: say('metric.throughput-no-offload'), direction }),
        unit: 'Mbit/s',
        better: 'higher',
        role: 'cost',
        optional: true,
      },
    },
  }) as const satisfies ProgramDeclaration

const datagrams = (name: Text, datagramBytes: number) =>
  ({
    name,
    prints: 'iperf3-json',
    byHand: { formats: IPERF },
    datagramBytes,
    metrics: {
      lostPercent: {
        title: (size) => say('metric.datagrams-lost', { size }),
        unit: '%',
        better: 'lower',
        role: 'cost',
        optional: true,
      },
      jitterMs: {
        title: (size) => say('metric.jitter', { size }),
        unit: 'ms',
        better: 'lower',
        role: 'cost',
        optional: true,
      },
      cpuMicrosecondsPerDatagram: {
        title: (size) => say('metric.cpu-per-datagram', { size }),
        unit: 'µs',
        better: 'lower',
        role: 'cost',
        optional: true,
      },
      exitsPerDatagram: {
        title: (size) => say('metric.exits-per-datagram', { size }),
        unit: '',
        better: 'neither',
        role: 'cost',
        optional: true,
      },
    },
  }) as const satisfies ProgramDeclaration

const STREAMS = { 'iperf3-to-vm': stream('host'), 'iperf3-from-vm': stream('vm') } as const
const DATAGRAMS = {
  'udp-small': datagrams(say('datagram.small'), 64),
  'udp-large': datagrams(say('datagram.large'), 1400),
} as const

/** kvm tracepoint to the metric of a stream that is made of its count. */
export const EXIT_METRICS = {
  'kvm:kvm_exit': 'exitsPerMegabyte',
  'kvm:kvm_mmio': 'mmioExitsPerMegabyte',
  'kvm:kvm_pio': 'pioExitsPerMegabyte',
  'kvm:kvm_inj_virq': 'injectedInterruptsPerMegabyte',
  'kvm:kvm_msr': 'msrExitsPerMegabyte',
  'kvm:kvm_page_fault': 'pageFaultExitsPerMegabyte',
} as const satisfies Record<string, keyof (typeof STREAMS)['iperf3-to-vm']['metrics']>

/** Ids of those metrics, and the tracepoint that each is made of. */
export const TRACEPOINTS: ReadonlyMap<string, string> = new Map(
  Object.keys(STREAMS).flatMap((stream) =>
    Object.entries(EXIT_METRICS).map(([tracepoint, metric]) => [`${stream}.${metric}`, tracepoint] as const),
  ),
)

/** Section C: the two network cards on the same bridge and tap backend. */
export const network = experiment({
  section: 'C',
  carriedOut: 'blocks',
  unit: 'boot',
  configurations: {
    virtio: card('virtio-net-pci', 10),
    e1000: card('e1000', 11),
    'virtio-control': { ...card('virtio-net-pci', 0), controlOf: 'virtio' },
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
    'iperf3-to-vm-no-offload': withoutOffloads('host', 'iperf3-to-vm'),
    'iperf3-from-vm-no-offload': withoutOffloads('vm', 'iperf3-from-vm'),
    ...DATAGRAMS,
  },
  evidence: {},
  own: {},
  main: { metric: 'iperf3-to-vm.bitsPerSecond', title: say('chart.drift.network'), of: 'virtio', against: 'e1000' },
  byHand: {
    what: 'iperf3 or iperf',
    configurations: ['virtio', 'e1000'],
    programs: [
      'iperf3-to-vm',
      'iperf3-from-vm',
      'iperf3-to-vm-no-offload',
      'iperf3-from-vm-no-offload',
      'udp-small',
      'udp-large',
    ],
  },
  figures: ['network', 'network-costs', 'exits'],
  tables: ['network', 'network-costs', 'exits', 'controls-network'],
  findings: [
    'C.seen.direction',
    'C.seen.scattered',
    'C.seen.retransmits.to-vm',
    'C.seen.retransmits.from-vm',
    'C.seen.busy-host',
    ...Object.keys(STREAMS).flatMap((program) =>
      [
        '',
        '.cause',
        '.retransmits',
        '.cpuSecondsPerGigabyte',
        '.qemuSecondsPerGigabyte',
        '-no-offload',
        ...Object.values(EXIT_METRICS).map((metric) => `.${metric}`),
      ].map((end) => `C.${program}${end}`),
    ),
    'C.ping',
    'C.ping.explanation',
    'C.backend',
    'C.blocks',
    'C.hosts',
    'C.explanation',
    'C.larger-pieces',
    'C.neighbours',
    ...Object.entries(DATAGRAMS).flatMap(([program, { metrics }]) =>
      Object.keys(metrics).map((metric) => `C.${program}.${metric}`),
    ),
    ...['virtio', 'e1000'].flatMap((name) => [
      `C.offloads.${name}.to-vm`,
      `C.offloads.${name}.from-vm`,
      `C.datagrams.${name}`,
    ]),
    'C.control',
    'C.drift',
    'C.machine',
  ],
})
