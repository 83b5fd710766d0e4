import type { Arm, ProgramOf } from '../../experiments/catalogue.ts'
import { CATALOGUE, programDeclaration } from '../../experiments/catalogue.ts'
import type { Drawn } from './drawn.ts'
import { COUNTED_BY, hostFiles, type SyntheticCounts } from './host-counts.ts'
import { EPOCH, type Noise } from './noise.ts'
import { iperf3Json, pingText, udpJson } from './outputs.ts'

type Card = Arm<'network'>
type Program = ProgramOf<'network'>

/** FOR TESTS ONLY: the cards of section C; rates in Mbit/s, counts for each megabyte or datagram. */
const CARDS = {
  virtio: {
    ...{ toMbit: 527, fromMbit: 410, rttMs: 1.9, memory: 9, port: 0.2, injected: 30, msr: 4, registers: 7.4 },
    ...{ lost: 2, jitterMs: 0.4, exitsPerDatagram: 0.6, datagramUs: 110, withoutOffloads: 0.5, busyAtRate: 0.24 },
  },
  e1000: {
    ...{ toMbit: 184, fromMbit: 120, rttMs: 3.4, memory: 140, port: 0.2, injected: 61, msr: 5, registers: 133 },
    ...{ lost: 40, jitterMs: 0.9, exitsPerDatagram: 2.5, datagramUs: 190, withoutOffloads: 0.9, busyAtRate: 0.46 },
  },
} as const satisfies Record<Card, Record<string, number>>

/** Those that run in every round; the others run once. */
export const IN_ROUNDS = [
  'iperf3-to-vm',
  'iperf3-from-vm',
  'ping',
  'iperf3-to-vm-at-rate',
  'iperf3-from-vm-at-rate',
] as const satisfies readonly Program[]
export const ONCE = [
  'idle',
  'udp-small',
  'udp-large',
  'iperf3-to-vm-no-offload',
  'iperf3-from-vm-no-offload',
] as const satisfies readonly Program[]

/** Exits that the VM has anyway, each second. */
const IDLE = { halt: 20, interrupt: 12, other: 8 }

/** What the host counts while so much is carried each second, with all of a card's exits. */
function counts(card: Card, megabytes: number, busy: number, n: Noise, seconds = 5): SyntheticCounts {
  const level = CARDS[card]
  const of = (perMegabyte: number): number => perMegabyte * megabytes * n.factor(0.05)
  const kinds = {
    memory: of(level.memory),
    port: of(level.port),
    msr: of(level.msr),
    halt: IDLE.halt + of(20),
    interrupt: IDLE.interrupt + of(30),
    'interrupt-window': of(6),
    other: IDLE.other + of(4),
  }
  return { seconds, kinds, registers: of(level.registers), injected: of(level.injected), busy }
}

const counted = (argv: string[], output: string, host: SyntheticCounts): Drawn => ({
  argv,
  operations: null,
  counting: [...COUNTED_BY],
  files: { output: ['json', output], ...hostFiles(host) },
})

function stream(program: Program, card: Card, mbit: number, busy: number, n: Noise, target = 0): Drawn {
  const reverse = programDeclaration(program).sender === 'vm'
  const argv = ['iperf3', '-c', '192.168.100.10', '-J', '-O', '1', '-t', '6', ...(reverse ? ['-R'] : [])]
  const output = iperf3Json(mbit, reverse, target === 0 ? Math.floor(n.random() * 40) : 0, target)
  return counted(argv, output, counts(card, mbit / 8, busy, n))
}

/** Datagrams that came, in the four seconds. */
const DATAGRAMS = 800
function datagrams(program: 'udp-small' | 'udp-large', card: Card, n: Noise): Drawn {
  const level = CARDS[card]
  const large = program === 'udp-large'
  const output = udpJson(
    CATALOGUE.network.programs[program].datagramBytes,
    DATAGRAMS,
    Math.round(level.lost * n.factor(0.03)),
    level.jitterMs * n.factor(0.03),
  )
  const each = (value: number) => (DATAGRAMS / 4) * value * (large ? 1.3 : 1) * n.factor(0.03)
  const kinds = {
    memory: each(level.exitsPerDatagram),
    port: 0,
    msr: 0,
    halt: 0,
    interrupt: 0,
    'interrupt-window': 0,
    other: 0,
  }
  const busy = each(level.datagramUs * 1e-6)
  return counted(['iperf3', '-u'], output, { seconds: 3, kinds, registers: kinds.memory, injected: 20, busy })
}

/** What each program of section C leaves. @param f how much slower this boot is */
const DRAW: Readonly<Record<Program, (card: Card, f: number, n: Noise) => Drawn>> = {
  'iperf3-to-vm': (card, f, n) => stream('iperf3-to-vm', card, CARDS[card].toMbit / f, 0.93, n),
  'iperf3-from-vm': (card, f, n) => stream('iperf3-from-vm', card, CARDS[card].fromMbit / f, 0.93, n),
  ping: (card, f, n) => ({
    argv: ['ping', '-D', '-c', '200', '-i', '0.02', '192.168.100.10'],
    operations: null,
    files: { output: ['txt', pingText(EPOCH, 200, 0.02, () => CARDS[card].rttMs * f * n.factor(0.1))] },
  }),
  'iperf3-to-vm-at-rate': (card, f, n) => atRate('iperf3-to-vm-at-rate', card, f, n),
  'iperf3-from-vm-at-rate': (card, f, n) => atRate('iperf3-from-vm-at-rate', card, f, n),
  idle: (card, _, n) => {
    const files = hostFiles(counts(card, 0, 0.04 * n.factor(0.1), n, 3))
    const output: [string, string] = files.exits ?? ['csv', '']
    return { argv: ['sleep', '3'], operations: null, counting: [...COUNTED_BY], files: { ...files, output } }
  },
  'udp-small': (card, _, n) => datagrams('udp-small', card, n),
  'udp-large': (card, _, n) => datagrams('udp-large', card, n),
  'iperf3-to-vm-no-offload': (card, f, n) => {
    const { toMbit, withoutOffloads } = CARDS[card]
    return stream('iperf3-to-vm-no-offload', card, (toMbit * withoutOffloads) / f, 0.93, n)
  },
  'iperf3-from-vm-no-offload': (card, f, n) => {
    const { fromMbit, withoutOffloads } = CARDS[card]
    return stream('iperf3-from-vm-no-offload', card, (fromMbit * withoutOffloads) / f, 0.93, n)
  },
}

function atRate(program: 'iperf3-to-vm-at-rate' | 'iperf3-from-vm-at-rate', card: Card, f: number, n: Noise): Drawn {
  const { fixedRate } = CATALOGUE.network.programs[program]
  return stream(program, card, fixedRate * 0.998, CARDS[card].busyAtRate * f, n, fixedRate)
}

/** FOR TESTS ONLY: what a program of section C leaves in a trial. @param boot a factor of the trial */
export const drawNetwork = (program: Program, card: Card, boot: number, n: Noise): Drawn =>
  DRAW[program](card, boot * n.factor(0.04), n)
