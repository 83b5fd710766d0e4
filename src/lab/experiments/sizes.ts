import type { ProgramOf } from '../../experiments/catalogue.ts'
import type { BlockTrial } from './block-trial.ts'
import { calibrate, resized, type Sizing } from './calibration.ts'
import { ending, type Timed, timed } from './execution.ts'
import { FEW } from './programs.ts'

type Program = ProgramOf<'acceleration'>

/** A sample that is shorter is measured again with more work, so often at most. */
const LEAST_MS = 1000
const RESIZED_AT_MOST = 2
/**
 * Without KVM perf alone takes seconds to start, so one run has to do. While it lasts the program is translated: a later run
 * may be three times as fast, and is better longer than measured again.
 */
const SIZING: Readonly<Record<keyof typeof FEW, Sizing>> = {
  translated: { fewest: 1, aimMs: 2500 },
  executed: { fewest: 2, aimMs: 1500 },
}

/** How much work samples of a trial have; every run that sized it is kept. */
export class Sizes {
  readonly #o: BlockTrial
  readonly #how: keyof typeof FEW
  readonly #operations = new Map<Program, number>()
  readonly #runs = new Map<Program, number>()

  constructor(o: BlockTrial) {
    this.#o = o
    this.#how = o.accelerator === 'tcg' ? 'translated' : 'executed'
  }

  #keep(program: Program, { operations, elapsedMs, output }: Timed, chosen: number): void {
    const number = (this.#runs.get(program) ?? 0) + 1
    this.#runs.set(program, number)
    this.#operations.set(program, chosen)
    const file = this.#o.trial.file(`${program}.calibration-${number}.${ending(program)}`, output)
    this.#o.trial.calibration({ probe: program, operations, elapsedMs, chosen, file })
  }

  /** By runs of few operations, which also warm up what comes after them. */
  async find(program: Program): Promise<void> {
    const all: Timed[] = []
    const runs = await calibrate(FEW[this.#how][program], SIZING[this.#how], async (operations) => {
      const one = await timed(this.#o, program, operations)
      all.push(one)
      return one.elapsedMs
    })
    for (const [i, { chosen }] of runs.entries()) {
      const one = all[i]
      if (one) this.#keep(program, one, chosen)
    }
  }

  /** A sample that is long enough, if it can be had; what was too short is kept as what it was good for. */
  async sample(program: Program): Promise<Timed> {
    for (let attempt = 0; ; attempt += 1) {
      const one = await timed(this.#o, program, this.#operations.get(program) ?? 1)
      if (one.elapsedMs >= LEAST_MS || attempt >= RESIZED_AT_MOST) return one
      this.#keep(program, one, resized(one.operations, one.elapsedMs, SIZING[this.#how]))
    }
  }
}
