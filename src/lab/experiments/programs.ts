import type { ProgramOf } from '../../experiments/catalogue.ts'

type Program = ProgramOf<'acceleration'>

const EVENTS = 'duration_time,task-clock,context-switches,page-faults,cycles,instructions'
const loop = (turns: number, body: string) => `i=0; while [ $i -lt ${turns} ]; do ${body}i=$((i+1)); done`
const underPerf = (turns: number, body: string) =>
  ['perf', 'stat', '-x', ',', '-e', EVENTS, 'busybox', 'sh', '-c', loop(turns, body)] as const

/**
 * The programs of section B, each with so many operations: turns, processes, round trips through a pipe, copies of 8 MB,
 * calls. They run alike in the VM, with and without KVM, and on the host itself.
 */
export const COMMANDS: Readonly<Record<Program, (operations: number) => readonly string[]>> = {
  'cpu-loop': (turns) => underPerf(turns, ''),
  'process-creation': (processes) => underPerf(processes, '/bin/busybox true; '),
  'context-switch': (turns) => ['perf', 'bench', 'sched', 'pipe', '-l', String(turns)],
  memcpy: (copies) => ['perf', 'bench', 'mem', 'memcpy', '-s', '8MB', '-l', String(copies), '-f', 'default'],
  syscall: (calls) => ['perf', 'bench', 'syscall', 'basic', '-l', String(calls)],
}

/** A fraction of a second on emulated hosts: from here on the work is sized by what it takes. */
export const FEW: Readonly<Record<'translated' | 'executed', Readonly<Record<Program, number>>>> = {
  translated: { 'cpu-loop': 300, 'process-creation': 3, 'context-switch': 60, memcpy: 4, syscall: 20_000 },
  executed: { 'cpu-loop': 5_000, 'process-creation': 20, 'context-switch': 1_000, memcpy: 20, syscall: 200_000 },
}
