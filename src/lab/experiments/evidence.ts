import { type ProgramOf, programDeclaration, programsOf } from '../../experiments/catalogue.ts'
import { commandLine } from '../../text/shell.ts'
import type { Host } from '../machines/hosts/host.ts'
import { OWN_PROCESSES } from '../machines/own-processes.ts'
import type { Vm } from '../machines/vm/vm.ts'
import type { TrialRecorder } from './trial.ts'

const LIMIT_MS = 180_000

const RECORD = {
  kvm: (file: string) => ['perf', 'kvm', 'stat', 'record', '-a', '-o', file],
  tcg: (file: string) => [
    'perf',
    'record',
    '-q',
    '-e',
    'cpu-clock',
    '-F',
    '199',
    '-p',
    `$(pgrep -o -f '${OWN_PROCESSES.qemu}')`,
    '-o',
    file,
  ],
}
/** perf starts the command that it watches only once it counts, seconds after its file was begun: this one says so. */
const untilEnded = (file: string) => `-- sh -c 'echo >${file}.begun; exec sleep 3600'`
const REPORT = {
  kvm: (file: string) => ['perf', 'kvm', '-i', file, 'stat', 'report', '--event=vmexit'],
  tcg: (file: string) => ['perf', 'report', '-i', file, '--stdio', '--sort', 'dso', '-n'],
}

/**
 * Runs the programs once more while the host records where the time goes: with KVM every exit by its reason, without it
 * samples of the QEMU process by object, translated code being one of them. None of this counts as a sample, and where a
 * kernel does not let perf do it the trial goes on: perf's own words are kept in its place.
 */
export async function gatherEvidence(
  host: Host,
  vm: Vm,
  trial: TrialRecorder,
  accelerator: 'kvm' | 'tcg',
  commands: Readonly<Record<ProgramOf<'acceleration'>, { argv: readonly string[] }>>,
  signal: AbortSignal,
): Promise<void> {
  // Without KVM a program takes long, so only those that tell most about the translator are profiled.
  const profiled = programsOf('acceleration').filter((one) => programDeclaration(one).profiled?.includes(accelerator))
  for (const probe of profiled) {
    const data = `/tmp/${probe}.data`
    const argv = RECORD[accelerator](data)
    // Not quoted: the shell of the host finds the process id.
    const started = await host.script(
      `sudo rm -f ${data}*; sudo setsid ${argv.join(' ')} ${untilEnded(data)} </dev/null >${data}.log 2>&1 &
for i in $(seq 150); do [ -e ${data}.begun ] && exit 0; sleep 0.1; done; cat ${data}.log; exit 1`,
      { signal },
    )
    const tool = accelerator === 'kvm' ? 'perf-kvm-stat' : 'perf-record'
    const keep = (text: string) =>
      trial.evidence({ probe, tool, argv: ['sudo', ...argv], file: trial.file(`${probe}.${tool}.txt`, text) })
    if (started.failure !== null) {
      keep(started.stdout)
      continue
    }
    const { exitCode, output } = await vm.agent.run(commandLine(commands[probe].argv), LIMIT_MS, signal)
    if (exitCode !== 0)
      throw new Error(`${probe} ended with exit code ${exitCode} while it was profiled: ${output.trim().slice(-300)}`)
    const report = commandLine(REPORT[accelerator](data))
    const { stdout } = await host.script(
      `sudo pkill -INT -f '${OWN_PROCESSES.perf}'
for i in $(seq 100); do pgrep -f '${OWN_PROCESSES.perf}' >/dev/null || break; sleep 0.1; done
sudo ${report} 2>&1; sudo rm -f ${data}*`,
      { signal, timeoutMs: LIMIT_MS },
    )
    keep(stdout)
  }
}
