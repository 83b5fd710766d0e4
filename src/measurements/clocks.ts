import { Clocks } from '../data/schema.ts'
import { ParseError } from './parse-error.ts'

/** One reading of another machine's clock against the lab's. */
export interface ClockReading {
  /** The same moment on both clocks, s since the epoch. */
  labS: number
  remoteS: number
  /** The moment on the lab's clock is known to within this, s: half of the round trip. */
  errorS: number
}

export type Machine = Clocks[number]['machine']

/** The readings of one machine's clock before and after the trial. */
export interface ClockPair {
  before: ClockReading
  after: ClockReading
}

/** Reads clocks.json. @throws ParseError */
export function parseClocks(text: string, file: string): Clocks {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new ParseError(file, null, 'a whole JSON array', text.slice(-60))
  }
  const clocks = Clocks.safeParse(value)
  if (!clocks.success) {
    throw new ParseError(file, null, `readings of clocks at ${clocks.error.issues[0]?.path.join('.') || 'the top'}`)
  }
  return clocks.data
}

/**
 * The best reading before and after, as Cristian (1989) has it: of several exchanges the one with the smallest round
 * trip, in which the remote clock was read half-way, give or take half of the round trip.
 * @throws ParseError where the machine's clock was not read both before and after
 */
export function readingsOf(clocks: Clocks, machine: Machine, file: string): ClockPair {
  const best = (when: 'before' | 'after'): ClockReading => {
    const readings = clocks
      .filter((clock) => clock.machine === machine && clock.when === when)
      .flatMap(({ exchanges }) => exchanges)
      .map(({ asked, remote, answered }) => {
        if (answered < asked) throw new ParseError(file, null, 'an answer after its question', String(answered))
        return { labS: (asked + answered) / 2, remoteS: remote, errorS: (answered - asked) / 2 }
      })
    return readings.reduce<ClockReading | null>((a, b) => (a && a.errorS <= b.errorS ? a : b), null) ?? missing(when)
  }
  const missing = (when: string): never => {
    throw new ParseError(file, null, `a reading of the clock of ${machine} ${when} the migration`)
  }
  return { before: best('before'), after: best('after') }
}

/** From a host's clock to the lab's: linear between the two readings, a constant offset outside of them. */
export function toLabClock({ before, after }: ClockPair, remoteS: number): number {
  const span = after.remoteS - before.remoteS
  const share = span <= 0 ? 1 : Math.min(1, Math.max(0, (remoteS - before.remoteS) / span))
  const offset = (reading: ClockReading): number => reading.remoteS - reading.labS
  return remoteS - (offset(before) * (1 - share) + offset(after) * share)
}

/**
 * From the VM's clock to the lab's. The VM does not run between STOP and RESUME, and its clock may stand still
 * meanwhile, so the offset jumps there: the reading before holds up to STOP, the reading after from RESUME on.
 * @param stopS, resumeS on the lab's clock
 */
export function vmToLabClock({ before, after }: ClockPair, stopS: number, resumeS: number, vmS: number): number {
  const early = vmS - (before.remoteS - before.labS)
  if (early <= stopS) return early
  return Math.max(resumeS, vmS - (after.remoteS - after.labS))
}
