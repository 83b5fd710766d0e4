import { type ProgramOf, programDeclaration, programsOf } from '../../experiments/catalogue.ts'
import { shuffle } from '../../statistics/random.ts'
import { commandLine } from '../../text/shell.ts'
import type { Host } from '../machines/hosts/host.ts'
import { labNow } from '../tools/clock.ts'
import type { BlockTrial } from './block-trial.ts'
import { gatherEvidence } from './evidence.ts'

/** Sized so that a sample takes a second or two without KVM; the same in every configuration. */
const LOOP_TURNS = 2000
const PROCESSES = 10
const loop = (turns: number, body: string) => `i=0; while [ $i -lt ${turns} ]; do ${body}i=$((i+1)); done`
const EVENTS = 'duration_time,task-clock,context-switches,page-faults,cycles,instructions'

/** The programs of section B. They run alike in the VM, with and without KVM, and on host1 itself. */
const RUN: Readonly<Record<ProgramOf<'acceleration'>, { argv: string[]; operations: number | null }>> = {
  'cpu-loop': {
    argv: ['perf', 'stat', '-x', ',', '-e', EVENTS, 'busybox', 'sh', '-c', loop(LOOP_TURNS, '')],
    operations: LOOP_TURNS,
  },
  'process-creation': {
    argv: ['perf', 'stat', '-x', ',', '-e', EVENTS, 'busybox', 'sh', '-c', loop(PROCESSES, '/bin/busybox true; ')],
    operations: PROCESSES,
  },
  'context-switch': { argv: ['perf', 'bench', 'sched', 'pipe', '-l', '200'], operations: null },
  memcpy: { argv: ['perf', 'bench', 'mem', 'memcpy', '-s', '8MB', '-l', '4', '-f', 'default'], operations: null },
  syscall: { argv: ['perf', 'bench', 'syscall', 'basic', '-l', '20000'], operations: null },
}

/** Counters of KVM on the host since it was booted: exits, injected interrupts and so on. */
async function kvmCounters(host: Host, signal: AbortSignal): Promise<string> {
  const outcome = await host.exec(['sudo', 'sh', '-c', 'grep -s . /sys/kernel/debug/kvm/*'], { signal })
  return outcome.stdout
}

/**
 * Runs every program in rounds, each round in an order of its own, with the host's counters around each sample; once a
 * configuration, after the samples, perf looks where their time goes: profiling slows down what it looks at.
 */
export async function measureAcceleration(o: BlockTrial): Promise<void> {
  const { host, vm, trial } = o
  for (let round = 1; round <= o.warmups + o.samples; round += 1) {
    for (const probe of shuffle(programsOf('acceleration'), o.random)) {
      const { argv, operations } = RUN[probe]
      const files: Record<string, string> = {}
      const evidence = async (moment: 'before' | 'after') => {
        if (vm && o.accelerator === 'kvm') {
          files[`kvm-${moment}`] = trial.file(`${probe}.${round}.kvm-${moment}.txt`, await kvmCounters(host, o.signal))
        }
        if (vm && o.accelerator === 'tcg') {
          files[`jit-${moment}`] = trial.file(`${probe}.${round}.jit-${moment}.txt`, await vm.monitor('info jit'))
        }
      }
      await evidence('before')
      const startedAt = labNow()
      let exitCode: number
      let output: string
      if (vm) {
        ;({ exitCode, output } = await vm.agent.run(commandLine(argv), 180_000, o.signal))
      } else {
        const outcome = await host.exec(argv, { timeoutMs: 120_000, signal: o.signal })
        exitCode = outcome.exitCode ?? -1
        // perf stat reports on stderr, perf bench on stdout; the other one is empty.
        output = outcome.stdout + outcome.stderr
      }
      const durationMs = (labNow() - startedAt) * 1000
      await evidence('after')
      if (exitCode !== 0)
        throw new Error(`${commandLine(argv)} ended with exit code ${exitCode}: ${output.trim().slice(-300)}`)
      files.output = trial.file(
        `${probe}.${round}.${programDeclaration(probe).prints === 'perf-stat-csv' ? 'csv' : 'txt'}`,
        output,
      )
      trial.sample({
        probe,
        index: round,
        warmup: round <= o.warmups,
        place: vm ? 'vm' : host.name,
        argv,
        exitCode,
        durationMs,
        operations,
        files,
      })
    }
  }
  if (vm && o.accelerator && o.extras) await gatherEvidence(host, vm, trial, o.accelerator, RUN, o.signal)
}
