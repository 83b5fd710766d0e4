import { VM_ADDRESS } from '../../assignment/topology.ts'
import { CATALOGUE, type ProgramOf, programsOf } from '../../experiments/catalogue.ts'
import type { ProgramDeclaration } from '../../experiments/declaration.ts'
import { FULL_SPEED_OMITTED_S } from '../../experiments/network-programs.ts'
import { shuffle } from '../../statistics/random.ts'
import type { Host } from '../machines/hosts/host.ts'
import { pause } from '../tools/clock.ts'
import type { BlockTrial } from './block-trial.ts'
import { COUNTING, countOnHost, type Streaming } from './host-counting.ts'
import type { TrialRecorder } from './trial.ts'

/**
 * iperf3 omits the first seconds, in which TCP finds its pace, and counts the next ones; the host counts within those. As
 * fast as it goes a stream comes and goes for seconds on an emulated host: five of them differ by a factor of three.
 */
const atFullSpeed = ({ streamS }: Call): Length => ({
  omittedS: FULL_SPEED_OMITTED_S,
  seconds: streamS,
  countedS: streamS - 3,
})
const atRate = (): Length => ({ omittedS: 1, seconds: 6, countedS: 5 })
const asDatagrams = (): Length => ({ omittedS: 1, seconds: 4, countedS: 3 })
const IDLE_S = 3
/** A round trip takes a few milliseconds, so these are far enough apart to find an idle network. */
const PINGS = 100
const PING_INTERVAL_S = 0.02
/**
 * A slow stream is to be even and no row of bursts, so iperf3 hands over little at a time; and it looks 50 times a second
 * whether it is time for more, not 1000 times, as each look of a sender in the VM takes a timer, an interrupt and exits.
 */
const EVEN = ['-l', '8192', '--pacing-timer', '20000'] as const

/** As many datagrams a second in either size, so that what depends on packets is told from what depends on bytes. */
const DATAGRAMS_PER_SECOND = 100
const udp = (bytes: number) => [
  ...['-u', '-l', String(bytes), '-b', String(DATAGRAMS_PER_SECOND * bytes * 8)],
  ...['--pacing-timer', String(1e6 / DATAGRAMS_PER_SECOND)],
]
/** One by one, as a card refuses what it does not have; printed afterwards is what is really off. */
const OFFLOADS_OFF = `for f in tso gso gro lro rx-gro-hw tx rx sg; do ethtool -K eth0 $f off; done >/dev/null 2>&1
ethtool -k eth0`

/** One sample to be measured. */
interface Call {
  host: Host
  trial: TrialRecorder
  program: ProgramOf<'network'>
  round: number
  warmup: boolean
  /** Files by role that the sample has beside its own. */
  files: Record<string, string>
  streamS: number
  signal: AbortSignal
}

interface Length {
  omittedS: number
  seconds: number
  countedS: number
}
const iperf3 =
  (lengthOf: (call: Call) => Length, ...options: readonly string[]) =>
  (call: Call): Promise<void> => {
    const { omittedS, seconds, countedS } = lengthOf(call)
    const argv = ['iperf3', '-c', VM_ADDRESS, '-J', '-O', String(omittedS), '-t', String(seconds), ...options]
    return measureCounted(call, { argv, leadS: omittedS + 0.3 }, countedS)
  }
const TO_VM = iperf3(atFullSpeed)
const FROM_VM = iperf3(atFullSpeed, '-R')
const fixedRate = (program: 'iperf3-to-vm-at-rate' | 'iperf3-from-vm-at-rate') => [
  '-b',
  `${CATALOGUE.network.programs[program].fixedRate}M`,
  ...EVEN,
]

/** How each program of section C is run. */
const RUN: Readonly<Record<ProgramOf<'network'>, (call: Call) => Promise<void>>> = {
  'iperf3-to-vm': TO_VM,
  'iperf3-from-vm': FROM_VM,
  ping: measurePing,
  'iperf3-to-vm-at-rate': iperf3(atRate, ...fixedRate('iperf3-to-vm-at-rate')),
  'iperf3-from-vm-at-rate': iperf3(atRate, ...fixedRate('iperf3-from-vm-at-rate'), '-R'),
  idle: (call) => measureCounted(call, null, IDLE_S),
  'iperf3-to-vm-no-offload': TO_VM,
  'iperf3-from-vm-no-offload': FROM_VM,
  'udp-small': iperf3(asDatagrams, ...udp(CATALOGUE.network.programs['udp-small'].datagramBytes)),
  'udp-large': iperf3(asDatagrams, ...udp(CATALOGUE.network.programs['udp-large'].datagramBytes)),
}

const declarationOf = (program: ProgramOf<'network'>): ProgramDeclaration => CATALOGUE.network.programs[program]
const WITHOUT_OFFLOADS = programsOf('network').filter((one) => declarationOf(one).withoutOffloadsOf !== undefined)
const ONCE = programsOf('network').filter((one) => declarationOf(one).onceSeconds !== undefined)
const IN_ROUNDS = programsOf('network').filter((one) => !ONCE.includes(one))

/** iperf3 between a host and its VM in both directions, and round trips, in rounds of shuffled order. */
export async function measureNetwork(o: BlockTrial): Promise<void> {
  const { host, vm, trial } = o
  if (!vm) throw new Error('section C needs a VM')
  const common = { host, trial, files: {}, streamS: o.streamS, signal: o.signal }
  await reachVm(host, o.signal)
  for (let round = 1; round <= o.warmups + o.samples; round += 1) {
    for (const program of shuffle(IN_ROUNDS, o.random))
      await RUN[program]({ ...common, program, round, warmup: round <= o.warmups })
  }
  // Datagrams, nothing at all, and streams without offloads, once.
  if (!o.extras) return
  const once = { ...common, round: 1, warmup: false }
  const wanted = ONCE.filter((program) => !o.leftOut.includes(program))
  const withoutOffloads = wanted.filter((program) => WITHOUT_OFFLOADS.includes(program))
  const others = wanted.filter((program) => !WITHOUT_OFFLOADS.includes(program))
  for (const program of shuffle(others, o.random)) await RUN[program]({ ...once, program })
  if (withoutOffloads.length === 0) return
  const offloads = await vm.agent.run(OFFLOADS_OFF, 30_000, o.signal)
  if (offloads.exitCode !== 0)
    throw new Error(
      `ethtool in the VM ended with exit code ${offloads.exitCode}: ${offloads.output.trim().slice(-300)}`,
    )
  const files = { offloads: trial.file('offloads.txt', offloads.output) }
  for (const program of shuffle(withoutOffloads, o.random)) await RUN[program]({ ...once, program, files })
}

/** What every sample of section C has alike: it is measured from the host. */
const sampleOf = ({ host, program, round, warmup }: Call) => ({
  probe: program,
  index: round,
  warmup,
  place: host.name,
  operations: null,
})

async function measurePing(call: Call): Promise<void> {
  const { host, trial, program, round, signal } = call
  const argv = ['sudo', 'ping', '-D', '-c', String(PINGS), '-i', String(PING_INTERVAL_S), VM_ADDRESS]
  const { stdout, exitCode, durationMs } = await host.exec(argv, { signal })
  // Exit code 1 means that answers are missing, which is a result.
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`ping ended with exit code ${exitCode}`)
  trial.sample({
    ...sampleOf(call),
    argv,
    exitCode,
    durationMs,
    files: { output: trial.file(`${program}.${round}.txt`, stdout) },
  })
}

/** @param streaming null where nothing runs but the VM */
async function measureCounted(call: Call, streaming: Streaming | null, seconds: number): Promise<void> {
  const { host, trial, program, round, files, signal } = call
  const counts = await countOnHost(host, streaming, seconds, signal)
  if (counts.exitCode !== 0)
    throw new Error(`iperf3 ended with exit code ${counts.exitCode}: ${counts.output.trim().slice(-300)}`)
  const file = (end: string, content: string) => trial.file(`${program}.${round}.${end}`, content)
  const exits = file('exits.csv', counts.exits)
  trial.sample({
    ...sampleOf(call),
    argv: [...(streaming?.argv ?? ['sleep', String(seconds)])],
    counting: [...COUNTING],
    exitCode: counts.exitCode,
    durationMs: counts.durationMs,
    files: {
      output: streaming === null ? exits : file('json', counts.output),
      exits,
      'cpu-before': file('cpu-before.txt', counts.before),
      'cpu-after': file('cpu-after.txt', counts.after),
      window: file('window.txt', counts.window),
      ...files,
    },
  })
}

/** A card that was just plugged in needs a moment until the bridge forwards and the VM answers. */
export async function reachVm(host: Host, signal: AbortSignal): Promise<void> {
  // As root: the image's file system keeps no file capabilities, which ping has elsewhere.
  for (let i = 0; i < 40; i += 1) {
    const { exitCode } = await host.exec(['sudo', 'ping', '-c', '1', '-W', '1', VM_ADDRESS], { signal })
    if (exitCode === 0) return
    await pause(300, signal)
  }
  throw new Error(`The VM does not answer at ${VM_ADDRESS}, asked from ${host.name}`)
}
