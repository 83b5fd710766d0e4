import { RAW_FILES } from '../../data/raw-files.ts'
import type { Clocks } from '../../data/schema.ts'
import { type ProgramOf, programDeclaration, programsOf } from '../../experiments/catalogue.ts'
import { shuffle } from '../../statistics/random.ts'
import type { BlockTrial } from './block-trial.ts'
import { ending } from './execution.ts'
import { noteClock, readAgainstLab } from './machine-clock.ts'
import { COMMANDS } from './programs.ts'
import { Sizes } from './sizes.ts'
import { observeWindow, type Paced, type Steady } from './steady-window.ts'

type Program = ProgramOf<'acceleration'>

/** The counter on the VM's screen is for those who watch: here it would leave the VM once a second for each character. */
const DARK = 'read -r pid </run/screen.pid && kill $pid'

/**
 * Runs every program in rounds, each round in an order of its own, with as much work as takes a second or more. After the
 * samples each runs once more by itself, while the host counts: without KVM those that tell most about the translator.
 */
export async function measureAcceleration(o: BlockTrial): Promise<void> {
  const { host, vm, trial, accelerator } = o
  const clocks: Clocks = []
  if (vm) await vm.agent.run(DARK, 300_000, o.signal)
  await noteClock(o)
  clocks.push(await readAgainstLab(o, 'before'))
  const sizes = new Sizes(o)
  for (const program of programsOf('acceleration')) await sizes.find(program)

  const pacedOf = new Map<Program, Paced>()
  for (let round = 1; round <= o.warmups + o.samples; round += 1) {
    for (const program of shuffle(programsOf('acceleration'), o.random)) {
      const { argv, output, durationMs, vmElapsedMs, operations, elapsedMs } = await sizes.sample(program)
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
      const startMs = Math.max(0, durationMs - elapsedMs)
      pacedOf.set(program, { operationsPerMs: operations / elapsedMs, startMs, command: COMMANDS[program] })
    }
  }
  clocks.push(await readAgainstLab(o, 'after'))
  trial.file(RAW_FILES.clocks, `${JSON.stringify(clocks)}\n`)
  if (!vm || accelerator === null || !o.extras) return
  const watched: Steady[] = [...pacedOf]
    .filter(([program]) => programDeclaration(program).profiled?.includes(accelerator))
    .map(([probe, paced]) => ({ probe, paced }))
  const idle: Steady[] = accelerator === 'kvm' ? [{ probe: null }] : []
  for (const steady of shuffle([...idle, ...watched], o.random))
    await observeWindow(vm, accelerator, trial, steady, o.signal)
}
