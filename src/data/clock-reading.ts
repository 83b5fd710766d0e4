import type { Clocks } from './schema.ts'

/**
 * Between the readings before and after a trial, an emulated clock drifts by a few milliseconds. One that has moved by
 * more than this, s, was set meanwhile: nobody knows when, so its series have no place on the common axis.
 */
export const LARGEST_CLOCK_DRIFT_S = 0.5

/** One reading of another machine's clock against the lab's. */
export interface ClockReading {
  /** The same moment on both clocks, s since the epoch. */
  labS: number
  remoteS: number
  /** The moment on the lab's clock is known to within this, s: half of the round trip. */
  errorS: number
}

/** How far the other clock is ahead of the lab's, s. */
export const offsetS = ({ labS, remoteS }: ClockReading): number => remoteS - labS

/**
 * The best reading of a machine's clock, as Cristian (1989) has it: of several exchanges the one with the smallest round
 * trip, in which the remote clock was read half-way, give or take half of the round trip. Null where it was never read.
 */
export function bestReading(
  clocks: Clocks,
  machine: Clocks[number]['machine'],
  when: Clocks[number]['when'],
): ClockReading | null {
  return clocks
    .filter((clock) => clock.machine === machine && clock.when === when)
    .flatMap(({ exchanges }) => exchanges)
    .map(({ asked, remote, answered }) => ({
      labS: (asked + answered) / 2,
      remoteS: remote,
      errorS: (answered - asked) / 2,
    }))
    .reduce<ClockReading | null>((a, b) => (a && a.errorS <= b.errorS ? a : b), null)
}
