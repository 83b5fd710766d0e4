import { type ProgramOf, programDeclaration } from '../../experiments/catalogue.ts'
import { commandLine } from '../../text/shell.ts'
import { labNow } from '../tools/clock.ts'
import type { BlockTrial } from './block-trial.ts'
import { COMMANDS } from './programs.ts'

type Program = ProgramOf<'acceleration'>

/** One execution of a program, in the VM or on the host itself. */
interface Execution {
  argv: readonly string[]
  output: string
  /** By the lab's clock, and by the VM's where it ran there. */
  durationMs: number
  vmElapsedMs?: number
}

/** Without KVM a program takes long, and on a busy computer three times that. */
const LIMIT_MS = 600_000

/** @throws Error with the end of what it printed where it does not end well */
async function execute({ host, vm, signal }: BlockTrial, argv: readonly string[]): Promise<Execution> {
  const startedAt = labNow()
  const since = () => (labNow() - startedAt) * 1000
  const failed = (code: number | null, output: string) =>
    new Error(`${commandLine(argv)} ended with exit code ${code}: ${output.trim().slice(-300)}`)
  if (vm) {
    const { exitCode, output, start, end } = await vm.agent.run(commandLine(argv), LIMIT_MS, signal)
    const durationMs = since()
    if (exitCode !== 0) throw failed(exitCode, output)
    return { argv, output, durationMs, vmElapsedMs: (end - start) * 1000 }
  }
  const { exitCode, stdout, stderr } = await host.exec(argv, { timeoutMs: LIMIT_MS, signal })
  const durationMs = since()
  // perf stat reports on stderr, perf bench on stdout; the other one is empty.
  const output = stdout + stderr
  if (exitCode !== 0) throw failed(exitCode, output)
  return { argv, output, durationMs }
}

/** Of the file of what a program prints. */
export const ending = (program: Program): string =>
  programDeclaration(program).prints === 'perf-stat-csv' ? 'csv' : 'txt'

/** One with how much it did, and how long that took by its own account. */
export interface Timed extends Execution {
  operations: number
  elapsedMs: number
}

export async function timed(o: BlockTrial, program: Program, operations: number): Promise<Timed> {
  const execution = await execute(o, COMMANDS[program](operations))
  return { ...execution, operations, elapsedMs: o.elapsedMsOf(program, operations, execution.output) }
}
