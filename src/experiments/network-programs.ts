import { say, type Text } from '../text/phrase.ts'
import type { ProgramDeclaration } from './declaration.ts'
import { IPERF } from './formats.ts'
import { namesOf } from './names.ts'
import { compared, counted, EXITS_PER_MEGABYTE, perMegabyte } from './stream-metrics.ts'

const TO_VM = say('direction.to-vm')
const FROM_VM = say('direction.from-vm')

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
      retransmits: counted(say('metric.retransmits'), say('unit.segments'), 'evidence'),
      ...EXITS_PER_MEGABYTE,
      registerAccessesPerMegabyte: perMegabyte(say('metric.register-accesses')),
      injectedInterruptsPerMegabyte: perMegabyte(say('metric.exits-interrupts')),
      busyPercent: counted(say('metric.host-busy'), '%', 'evidence'),
      exitsPerSecond: counted(say('metric.exits-at-rate'), say('unit.exits-per-second'), 'evidence'),
    },
  }) as const satisfies ProgramDeclaration

/**
 * What both cards carry in both directions on emulated hosts without filling the host's processor, Mbit/s: only there is
 * the time that it takes a cost, and a number of exits a second comparable between the cards.
 */
const FIXED_RATE = 2
/** The same in words. */
export const RATE = `${FIXED_RATE}\u00a0Mbit/s`
/** iperf3 omits so many seconds of a stream that is as fast as it goes, in which TCP finds its pace. */
export const FULL_SPEED_OMITTED_S = 2
/** A host busier than this, percent, has queues of its own, and what a packet costs there is not asked. */
export const MOST_BUSY_PERCENT = 70
/** A rate that was missed by more, percent, is another one. */
export const RATE_TOLERANCE_PERCENT = 5

const atFixedRate = <const S extends 'host' | 'vm'>(sender: S) =>
  ({
    name:
      sender === 'host' ? say('direction.at-rate.host', { rate: RATE }) : say('direction.at-rate.vm', { rate: RATE }),
    prints: 'iperf3-json',
    byHand: null,
    sender,
    fixedRate: FIXED_RATE,
    metrics: {
      cpuSecondsPerGigabyte: compared(say('metric.cpu-per-gigabyte'), 's/GB', 'cost', 'lower'),
      qemuSecondsPerGigabyte: counted(say('metric.qemu-per-gigabyte'), 's/GB', 'cost'),
      busyPercent: counted(say('metric.host-busy'), '%', 'cost'),
      reachedMegabitsPerSecond: counted(say('metric.rate-reached'), 'Mbit/s', 'cost'),
      exitsPerSecond: compared(say('metric.exits-at-rate'), say('unit.exits-per-second'), 'cost', 'lower'),
      registerAccessesPerSecond: compared(say('metric.register-accesses'), say('unit.per-second'), 'evidence'),
      injectedInterruptsPerSecond: counted(say('metric.exits-interrupts'), say('unit.per-second'), 'evidence'),
    },
  }) as const satisfies ProgramDeclaration

const withoutOffloads = <const S extends 'host' | 'vm', const P extends string>(sender: S, withoutOffloadsOf: P) =>
  ({
    name: sender === 'host' ? TO_VM : FROM_VM,
    prints: 'iperf3-json',
    byHand: { formats: IPERF },
    sender,
    withoutOffloadsOf,
    onceSeconds: 22,
    spared: true,
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
    onceSeconds: 12,
    spared: true,
    metrics: {
      lostPercent: {
        title: (size) => say('metric.datagrams-lost', { size }),
        within: say('metric.within.lost'),
        unit: '%',
        better: 'lower',
        role: 'cost',
        optional: true,
      },
      jitterMs: {
        title: (size) => say('metric.jitter', { size }),
        within: say('metric.within.jitter'),
        unit: 'ms',
        better: 'lower',
        role: 'cost',
        optional: true,
      },
      busyPercent: counted(say('metric.host-busy'), '%', 'cost'),
      cpuMicrosecondsPerDatagram: {
        title: (size) => say('metric.cpu-per-datagram', { size }),
        within: say('metric.within.cpu-per-datagram'),
        unit: 'µs',
        better: 'lower',
        role: 'cost',
        optional: true,
      },
      exitsPerDatagram: {
        title: (size) => say('metric.exits-per-datagram', { size }),
        within: say('metric.within.exits-per-datagram'),
        unit: '',
        better: 'neither',
        role: 'cost',
        optional: true,
        described: true,
      },
    },
  }) as const satisfies ProgramDeclaration

export const STREAMS = { 'iperf3-to-vm': stream('host'), 'iperf3-from-vm': stream('vm') } as const
export const DATAGRAMS = {
  'udp-small': datagrams(say('datagram.small'), 64),
  'udp-large': datagrams(say('datagram.large'), 1400),
} as const

export const WITHOUT_OFFLOADS = {
  'iperf3-to-vm-no-offload': withoutOffloads('host', 'iperf3-to-vm'),
  'iperf3-from-vm-no-offload': withoutOffloads('vm', 'iperf3-from-vm'),
} as const

export const AT_FIXED_RATE = {
  'iperf3-to-vm-at-rate': atFixedRate('host'),
  'iperf3-from-vm-at-rate': atFixedRate('vm'),
} as const

/** Streams with their offloads, in either direction. */
export const STREAM_PROGRAMS = namesOf(STREAMS)
export type StreamProgram = (typeof STREAM_PROGRAMS)[number]
/** The same at the rate that both cards carry. */
export const AT_RATE_PROGRAMS = namesOf(AT_FIXED_RATE)
/** From the smallest datagrams to the largest. */
export const DATAGRAM_PROGRAMS = namesOf(DATAGRAMS)

/** Directions, by which streams are named: `iperf3-<way>`. */
export const WAYS = ['to-vm', 'from-vm'] as const
export type Way = (typeof WAYS)[number]

/** Exits by kind, of which a figure and a table are made, with what is counted beside them. */
export const EXIT_METRICS: readonly string[] = namesOf(STREAMS).flatMap((program) =>
  [...namesOf(EXITS_PER_MEGABYTE), 'registerAccessesPerMegabyte', 'injectedInterruptsPerMegabyte'].map(
    (metric) => `${program}.${metric}`,
  ),
)
