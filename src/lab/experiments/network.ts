import { VM_ADDRESS } from '../../assignment/procedure.ts'
import { shuffle } from '../../statistics/random.ts'
import { pause } from '../clock.ts'
import type { Host } from '../hosts/host.ts'
import type { TrialRecorder } from '../trial.ts'

/** What is counted on the host around each iperf3: why a card is slow shows in how often the VM has to stop for it. */
const EXIT_EVENTS = ['kvm_exit', 'kvm_mmio', 'kvm_pio', 'kvm_inj_virq', 'kvm_msr', 'kvm_page_fault'].map((name) => `kvm:${name}`)
const SECONDS = 2
const PINGS = 40

export interface NetworkOptions {
  samples: number
  warmups: number
  random: () => number
  signal: AbortSignal
}

/** iperf3 between a host and its VM in both directions, and round trips, in rounds of shuffled order. */
export async function measureNetwork(host: Host, trial: TrialRecorder, o: NetworkOptions): Promise<void> {
  await reachVm(host, o.signal)
  for (let round = 1; round <= o.warmups + o.samples; round += 1) {
    const common = { index: round, warmup: round <= o.warmups, place: host.name, operations: null } as const
    for (const probe of shuffle(['iperf3-to-vm', 'iperf3-from-vm', 'ping'] as const, o.random)) {
      if (probe === 'ping') {
        const argv = ['sudo', 'ping', '-D', '-c', String(PINGS), '-i', '0.02', VM_ADDRESS]
        const { stdout, exitCode, durationMs } = await host.exec(argv, { signal: o.signal })
        // Exit code 1 means that answers are missing, which is a result.
        if (exitCode !== 0 && exitCode !== 1) throw new Error(`ping ended with exit code ${exitCode}`)
        trial.sample({ ...common, probe, argv, exitCode, durationMs, files: { output: trial.file(`ping.${round}.txt`, stdout) } })
        continue
      }
      const exits = `/tmp/${probe}.exits.csv`
      const argv = ['sudo', 'perf', 'stat', '-a', '-x', ',', '-e', EXIT_EVENTS.join(','), '-o', exits, '--',
        'iperf3', '-c', VM_ADDRESS, '-t', String(SECONDS), '-J', ...(probe === 'iperf3-from-vm' ? ['-R'] : [])]
      const { stdout, stderr, exitCode, durationMs } = await host.exec(argv, { signal: o.signal })
      if (exitCode !== 0) throw new Error(`iperf3 ended with exit code ${exitCode}: ${(stdout + stderr).trim().slice(-300)}`)
      const counts = await host.exec(['cat', exits], { signal: o.signal })
      trial.sample({
        ...common, probe, argv, exitCode, durationMs,
        files: { output: trial.file(`${probe}.${round}.json`, stdout), exits: trial.file(`${probe}.${round}.exits.csv`, counts.stdout) },
      })
    }
  }
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
