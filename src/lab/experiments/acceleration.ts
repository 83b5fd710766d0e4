import type { Clocks } from '../../data/schema.ts'
import { type ProgramOf, programDeclaration, programsOf } from '../../experiments/catalogue.ts'
import { shuffle } from '../../statistics/random.ts'
import { commandLine } from '../../text/shell.ts'
import { labNow } from '../tools/clock.ts'
import type { BlockTrial } from './block-trial.ts'
import { calibrate } from './calibration.ts'
import { noteClock, readAgainstLab } from './machine-clock.ts'
import { COMMANDS, FEW } from './programs.ts'
import { observeWindow, type Paced, type Steady } from './steady-window.ts'

type Program = ProgramOf<'acceleration'>

/** One execution of a program, in the VM or on the host itself. */
interface Execution {
  argv: readonly string[]
  output: string
  /** By the lab's clock, and by the VM's where it ran there. */
  durationMs: number
  vmElapsedMs?: number
}

/** The counter on the VM's screen is for those who watch: here it would leave the VM once a second for each character. */
const DARK = 'read -r pid </run/screen.pid && kill $pid'

/** Without KVM a program takes long. */
const LIMIT_MS = 180_000

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

const ending = (program: Program): string => (programDeclaration(program).prints === 'perf-stat-csv' ? 'csv' : 'txt')

/** How many operations of a program make a sample here, by runs of few; these also warm up what comes after them. */
async function sized(o: BlockTrial, program: Program): Promise<number> {
  const few = FEW[o.accelerator === 'tcg' ? 'translated' : 'executed'][program]
  const files: string[] = []
  const runs = await calibrate(few, async (operations, attempt) => {
    const { output } = await execute(o, COMMANDS[program](operations))
    files.push(o.trial.file(`${program}.calibration-${attempt}.${ending(program)}`, output))
    return o.elapsedMsOf(program, operations, output)
  })
  for (const [i, run] of runs.entries()) o.trial.calibration({ probe: program, ...run, file: files[i] ?? '' })
  return runs.at(-1)?.chosen ?? few
}

/**
 * Runs every program in rounds, each round in an order of its own, with as much work as takes a second or more. After the
 * samples each runs once more by itself, while the host counts: without KVM those that tell most about the translator.
 */
export async function measureAcceleration(o: BlockTrial): Promise<void> {
  const { host, vm, trial, accelerator } = o
  const clocks: Clocks = []
  if (vm) await vm.agent.run(DARK, LIMIT_MS, o.signal)
  await noteClock(o)
  clocks.push(await readAgainstLab(o, 'before'))
  const operationsOf = new Map<Program, number>()
  for (const program of programsOf('acceleration')) operationsOf.set(program, await sized(o, program))

  const pacedOf = new Map<Program, Paced>()
  for (let round = 1; round <= o.warmups + o.samples; round += 1) {
    for (const [program, operations] of shuffle([...operationsOf], o.random)) {
      const { argv, output, durationMs, vmElapsedMs } = await execute(o, COMMANDS[program](operations))
      trial.sample({
        probe: program,
        index: round,
        warmup: round <= o.warmups,
        place: vm ? 'vm' : host.name,
        argv: [...argv],
        exitCode: 0,
        durationMs,
        ...(vmElapsedMs === undefined ? {} : { vmElapsedMs }),
        operations,
        files: { output: trial.file(`${program}.${round}.${ending(program)}`, output) },
      })
      const elapsedMs = o.elapsedMsOf(program, operations, output)
      const startMs = Math.max(0, durationMs - elapsedMs)
      pacedOf.set(program, { operationsPerMs: operations / elapsedMs, startMs, command: COMMANDS[program] })
    }
  }
  clocks.push(await readAgainstLab(o, 'after'))
  trial.file('clocks.json', `${JSON.stringify(clocks)}\n`)
  if (!vm || accelerator === null || !o.extras) return
  const watched: Steady[] = [...pacedOf]
    .filter(([program]) => programDeclaration(program).profiled?.includes(accelerator))
    .map(([probe, paced]) => ({ probe, paced }))
  const idle: Steady[] = accelerator === 'kvm' ? [{ probe: null }] : []
  for (const steady of shuffle([...idle, ...watched], o.random))
    await observeWindow(vm, accelerator, trial, steady, o.signal)
}
