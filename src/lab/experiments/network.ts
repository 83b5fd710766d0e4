import { OWN_PROCESSES, VM_ADDRESS } from '../../assignment/procedure.ts'
import type { Probe } from '../../data/schema.ts'
import { shuffle } from '../../statistics/random.ts'
import { pause } from '../tools/clock.ts'
import type { Host } from '../machines/hosts/host.ts'
import type { TrialRecorder } from './trial.ts'
import type { Vm } from '../machines/vm/vm.ts'

/** What is counted on the host around each iperf3: why a card is slow shows in how often the VM has to stop for it. */
const EXIT_EVENTS = ['kvm_exit', 'kvm_mmio', 'kvm_pio', 'kvm_inj_virq', 'kvm_msr', 'kvm_page_fault'].map(
  (name) => `kvm:${name}`,
)
const SECONDS = 2
const PINGS = 40

/** As many datagrams a second in either size, so that what depends on packets is told from what depends on bytes. */
const DATAGRAMS_PER_SECOND = 2000
const udp = (bytes: number) => ['-u', '-l', String(bytes), '-b', String(DATAGRAMS_PER_SECOND * bytes * 8), '-t', '1']
const OPTIONS: Partial<Record<Probe, readonly string[]>> = {
  'iperf3-to-vm': ['-t', String(SECONDS)],
  'iperf3-from-vm': ['-t', String(SECONDS), '-R'],
  'udp-small': udp(64),
  'udp-large': udp(1400),
  'iperf3-to-vm-no-offload': ['-t', String(SECONDS)],
  'iperf3-from-vm-no-offload': ['-t', String(SECONDS), '-R'],
}

/** One by one, as a card refuses what it does not have; printed afterwards is what is really off. */
const OFFLOADS_OFF = `for f in tso gso gro lro rx-gro-hw tx rx sg; do ethtool -K eth0 $f off; done >/dev/null 2>&1
ethtool -k eth0`
/** The host's processor time in all, and that of its QEMU. */
const CPU_TIME = `cat /proc/stat /proc/$(pgrep -o -f '${OWN_PROCESSES.qemu}')/stat`

export interface NetworkOptions {
  samples: number
  warmups: number
  /** Also datagrams, and streams without offloads: once, after the rounds. */
  extras: boolean
  random: () => number
  signal: AbortSignal
}

/** iperf3 between a host and its VM in both directions, and round trips, in rounds of shuffled order. */
export async function measureNetwork(host: Host, vm: Vm, trial: TrialRecorder, o: NetworkOptions): Promise<void> {
  await reachVm(host, o.signal)
  for (let round = 1; round <= o.warmups + o.samples; round += 1) {
    const moment = { round, warmup: round <= o.warmups }
    for (const probe of shuffle(['iperf3-to-vm', 'iperf3-from-vm', 'ping'] as const, o.random)) {
      if (probe === 'ping') await measurePing(host, trial, moment, o.signal)
      else await measureIperf3(host, trial, probe, moment, {}, o.signal)
    }
  }
  if (!o.extras) return
  const once = { round: 1, warmup: false }
  for (const probe of shuffle(['udp-small', 'udp-large'] as const, o.random))
    await measureIperf3(host, trial, probe, once, {}, o.signal)
  const offloads = await vm.agent.run(OFFLOADS_OFF, 30_000, o.signal)
  if (offloads.exitCode !== 0)
    throw new Error(
      `ethtool in the VM ended with exit code ${offloads.exitCode}: ${offloads.output.trim().slice(-300)}`,
    )
  const files = { offloads: trial.file('offloads.txt', offloads.output) }
  for (const probe of shuffle(['iperf3-to-vm-no-offload', 'iperf3-from-vm-no-offload'] as const, o.random)) {
    await measureIperf3(host, trial, probe, once, files, o.signal)
  }
}

interface Moment {
  round: number
  warmup: boolean
}

async function measurePing(
  host: Host,
  trial: TrialRecorder,
  { round, warmup }: Moment,
  signal: AbortSignal,
): Promise<void> {
  const argv = ['sudo', 'ping', '-D', '-c', String(PINGS), '-i', '0.02', VM_ADDRESS]
  const { stdout, exitCode, durationMs } = await host.exec(argv, { signal })
  // Exit code 1 means that answers are missing, which is a result.
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`ping ended with exit code ${exitCode}`)
  trial.sample({
    probe: 'ping',
    index: round,
    warmup,
    place: host.name,
    operations: null,
    argv,
    exitCode,
    durationMs,
    files: { output: trial.file(`ping.${round}.txt`, stdout) },
  })
}

async function measureIperf3(
  host: Host,
  trial: TrialRecorder,
  probe: Probe,
  { round, warmup }: Moment,
  more: Record<string, string>,
  signal: AbortSignal,
): Promise<void> {
  const exits = `/tmp/${probe}.exits.csv`
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
    ...(OPTIONS[probe] ?? []),
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
    probe,
    index: round,
    warmup,
    place: host.name,
    operations: null,
    argv,
    exitCode,
    durationMs,
    files: {
      output: trial.file(`${probe}.${round}.json`, stdout),
      exits: trial.file(`${probe}.${round}.exits.csv`, after.stdout.slice(at)),
      'cpu-before': trial.file(`${probe}.${round}.cpu-before.txt`, before.stdout),
      'cpu-after': trial.file(`${probe}.${round}.cpu-after.txt`, after.stdout.slice(0, at)),
      ...more,
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
