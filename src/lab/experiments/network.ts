import { VM_ADDRESS } from '../../assignment/topology.ts'
import { CATALOGUE, type ProgramOf, programsOf } from '../../experiments/catalogue.ts'
import type { ProgramDeclaration } from '../../experiments/declaration.ts'
import { EXIT_METRICS } from '../../experiments/network.ts'
import { shuffle } from '../../statistics/random.ts'
import type { Host } from '../machines/hosts/host.ts'
import { OWN_PROCESSES } from '../machines/own-processes.ts'
import { pause } from '../tools/clock.ts'
import type { BlockTrial } from './block-trial.ts'
import type { TrialRecorder } from './trial.ts'

/** What is counted on the host around each iperf3: why a card is slow shows in how often the VM has to stop for it. */
const EXIT_EVENTS = Object.keys(EXIT_METRICS)
const SECONDS = 2
const PINGS = 40

/** As many datagrams a second in either size, so that what depends on packets is told from what depends on bytes. */
const DATAGRAMS_PER_SECOND = 2000
const udp = (bytes: number) => ['-u', '-l', String(bytes), '-b', String(DATAGRAMS_PER_SECOND * bytes * 8), '-t', '1']
/** One by one, as a card refuses what it does not have; printed afterwards is what is really off. */
const OFFLOADS_OFF = `for f in tso gso gro lro rx-gro-hw tx rx sg; do ethtool -K eth0 $f off; done >/dev/null 2>&1
ethtool -k eth0`
/** The host's processor time in all, and that of its QEMU. */
const CPU_TIME = `cat /proc/stat /proc/$(pgrep -o -f '${OWN_PROCESSES.qemu}')/stat`

/** One sample to be measured. */
interface Call {
  host: Host
  trial: TrialRecorder
  program: ProgramOf<'network'>
  round: number
  warmup: boolean
  /** Files by role that the sample has beside its own. */
  files: Record<string, string>
  signal: AbortSignal
}

const iperf3 =
  (...options: readonly string[]) =>
  (call: Call): Promise<void> =>
    measureIperf3(call, options)
const TO_VM = iperf3('-t', String(SECONDS))
const FROM_VM = iperf3('-t', String(SECONDS), '-R')

/** How each program of section C is run. */
const RUN: Readonly<Record<ProgramOf<'network'>, (call: Call) => Promise<void>>> = {
  'iperf3-to-vm': TO_VM,
  'iperf3-from-vm': FROM_VM,
  ping: measurePing,
  'iperf3-to-vm-no-offload': TO_VM,
  'iperf3-from-vm-no-offload': FROM_VM,
  'udp-small': iperf3(...udp(CATALOGUE.network.programs['udp-small'].datagramBytes)),
  'udp-large': iperf3(...udp(CATALOGUE.network.programs['udp-large'].datagramBytes)),
}

const declarationOf = (program: ProgramOf<'network'>): ProgramDeclaration => CATALOGUE.network.programs[program]
const WITHOUT_OFFLOADS = programsOf('network').filter((one) => declarationOf(one).withoutOffloadsOf !== undefined)
const DATAGRAMS = programsOf('network').filter((one) => declarationOf(one).datagramBytes !== undefined)
const IN_ROUNDS = programsOf('network').filter((one) => ![...WITHOUT_OFFLOADS, ...DATAGRAMS].includes(one))

/** iperf3 between a host and its VM in both directions, and round trips, in rounds of shuffled order. */
export async function measureNetwork(o: BlockTrial): Promise<void> {
  const { host, vm, trial } = o
  if (!vm) throw new Error('section C needs a VM')
  const common = { host, trial, files: {}, signal: o.signal }
  await reachVm(host, o.signal)
  for (let round = 1; round <= o.warmups + o.samples; round += 1) {
    for (const program of shuffle(IN_ROUNDS, o.random))
      await RUN[program]({ ...common, program, round, warmup: round <= o.warmups })
  }
  // Datagrams, and streams without offloads, once.
  if (!o.extras) return
  const once = { ...common, round: 1, warmup: false }
  for (const program of shuffle(DATAGRAMS, o.random)) await RUN[program]({ ...once, program })
  const offloads = await vm.agent.run(OFFLOADS_OFF, 30_000, o.signal)
  if (offloads.exitCode !== 0)
    throw new Error(
      `ethtool in the VM ended with exit code ${offloads.exitCode}: ${offloads.output.trim().slice(-300)}`,
    )
  const files = { offloads: trial.file('offloads.txt', offloads.output) }
  for (const program of shuffle(WITHOUT_OFFLOADS, o.random)) await RUN[program]({ ...once, program, files })
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
  const argv = ['sudo', 'ping', '-D', '-c', String(PINGS), '-i', '0.02', VM_ADDRESS]
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

async function measureIperf3(call: Call, options: readonly string[]): Promise<void> {
  const { host, trial, program, round, files, signal } = call
  const exits = `/tmp/${program}.exits.csv`
  const argv = [
    'sudo',
    'perf',
    'stat',
    '-a',
    '-x',
    ',',
    '-e',
    EXIT_EVENTS.join(','),
    '-o',
    exits,
    '--',
    'iperf3',
    '-c',
    VM_ADDRESS,
    '-J',
    ...options,
  ]
  const before = await host.script(CPU_TIME, { signal })
  const { stdout, stderr, exitCode, durationMs } = await host.exec(argv, { signal })
  const after = await host.script(`${CPU_TIME}; cat ${exits}`, { signal })
  if (exitCode !== 0)
    throw new Error(`iperf3 ended with exit code ${exitCode}: ${(stdout + stderr).trim().slice(-300)}`)
  if (before.failure !== null || after.failure !== null)
    throw new Error(`the host’s counts could not be read: ${(before.stderr + after.stderr).trim()}`)
  // perf begins its file with a comment, and nothing in /proc does.
  const at = after.stdout.indexOf('# started on')
  trial.sample({
    ...sampleOf(call),
    argv,
    exitCode,
    durationMs,
    files: {
      output: trial.file(`${program}.${round}.json`, stdout),
      exits: trial.file(`${program}.${round}.exits.csv`, after.stdout.slice(at)),
      'cpu-before': trial.file(`${program}.${round}.cpu-before.txt`, before.stdout),
      'cpu-after': trial.file(`${program}.${round}.cpu-after.txt`, after.stdout.slice(0, at)),
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
