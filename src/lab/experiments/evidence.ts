import type { Host } from '../hosts/host.ts'
import type { TrialRecorder } from '../trial.ts'
import type { Vm } from '../vm/vm.ts'
import { commandLine } from '../shell.ts'
import { type AccelerationProbe, PROBES } from './acceleration.ts'

/** Without KVM a program takes long, so only those that tell most about the translator are profiled. */
const PROFILED: Record<'kvm' | 'tcg', readonly AccelerationProbe[]> = {
  kvm: ['cpu-loop', 'process-creation', 'context-switch', 'memcpy', 'syscall'],
  tcg: ['cpu-loop', 'process-creation'],
}
const LIMIT_MS = 180_000

/** Recorded until its `sleep` is ended, which perf takes as the end of the command it runs. */
const RECORD = {
  kvm: (file: string) => ['perf', 'kvm', 'stat', 'record', '-a', '-o', file, '--', 'sleep', '3600'],
  tcg: (file: string) => ['perf', 'record', '-q', '-e', 'cpu-clock', '-F', '199', '-p', '$(pgrep -o -x qemu-system-x86)', '-o', file, '--', 'sleep', '3600'],
}
const REPORT = {
  kvm: (file: string) => ['perf', 'kvm', '-i', file, 'stat', 'report', '--event=vmexit'],
  tcg: (file: string) => ['perf', 'report', '-i', file, '--stdio', '--sort', 'dso', '-n'],
}

/**
 * Runs the programs once more while the host records where the time goes: with KVM every exit by its reason, without it
 * samples of the QEMU process by object, translated code being one of them. None of this counts as a sample.
 */
export async function gatherEvidence(host: Host, vm: Vm, trial: TrialRecorder, configuration: 'kvm' | 'tcg' | 'host', signal: AbortSignal): Promise<void> {
  if (configuration === 'host') return
  for (const probe of PROFILED[configuration]) {
    const data = `/tmp/${probe}.data`
    const argv = RECORD[configuration](data)
    // Not quoted: the shell of the host finds the process id.
    const started = await host.script(`sudo rm -f ${data}; sudo setsid ${argv.join(' ')} </dev/null >/dev/null 2>&1 &
for i in $(seq 100); do [ -s ${data} ] && exit 0; sleep 0.1; done; exit 1`, { signal })
    if (started.failure !== null) throw new Error(`${argv.join(' ')} did not begin to record: ${started.stderr.trim()}`)
    const { exitCode, output } = await vm.agent.run(commandLine(PROBES[probe].argv), LIMIT_MS, signal)
    if (exitCode !== 0) throw new Error(`${probe} ended with exit code ${exitCode} while it was profiled: ${output.trim().slice(-300)}`)
    const report = commandLine(REPORT[configuration](data))
    const { stdout, stderr, failure } = await host.script(`sudo pkill -INT -x perf
for i in $(seq 100); do pgrep -x perf >/dev/null || break; sleep 0.1; done
sudo ${report} 2>&1; sudo rm -f ${data}`, { signal, timeoutMs: LIMIT_MS })
    if (failure !== null) throw new Error(`${report}: ${stderr.trim() || failure}`)
    const tool = configuration === 'kvm' ? 'perf-kvm-stat' : 'perf-record'
    trial.evidence({ probe, tool, argv: ['sudo', ...argv], file: trial.file(`${probe}.${tool}.txt`, stdout) })
  }
}
