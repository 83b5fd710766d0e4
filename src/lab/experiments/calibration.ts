/** How the work of samples is sized. */
export interface Sizing {
  /** Runs at least: the first one reads a program from the disk, and any may be held up by others. */
  fewest: number
  /** For how long a sample is meant to last: a second or more where the pace is better than it looked. */
  aimMs: number
}

/** A shorter run says little about how long a longer one takes. */
const ENOUGH_MS = 300
const ATTEMPTS = 4

/** A run of few operations, by which the work of samples is sized. */
export interface CalibrationRun {
  operations: number
  elapsedMs: number
  /** What would take as long as a sample is to take, after all runs so far. */
  chosen: number
}

/** To two digits: nobody needs 1,273 turns. */
function rounded(operations: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(operations)) - 1)
  return Math.max(1, Math.round(operations / unit) * unit)
}

/** A clock that ticks in milliseconds may not have moved at all. */
const paceOf = (operations: number, elapsedMs: number): number => operations / Math.max(elapsedMs, 1)

/** How many operations a sample needs at the pace of this run, which was shorter than it was meant to be. */
export const resized = (operations: number, elapsedMs: number, { aimMs }: Pick<Sizing, 'aimMs'>): number =>
  rounded(paceOf(operations, elapsedMs) * aimMs)

/**
 * Finds out how many operations take a second or more in this configuration. The best pace counts: what holds a program up
 * would make samples too short.
 * @param elapsedMs runs so many operations and gives the program's own time
 * @returns every run; what is chosen after the last is for the samples
 */
export async function calibrate(
  few: number,
  { fewest, aimMs }: Sizing,
  elapsedMs: (operations: number) => Promise<number>,
): Promise<CalibrationRun[]> {
  const runs: CalibrationRun[] = []
  let operations = few
  let best = 0
  while (runs.length < ATTEMPTS) {
    const elapsed = await elapsedMs(operations)
    best = Math.max(best, paceOf(operations, elapsed))
    runs.push({ operations, elapsedMs: elapsed, chosen: rounded(best * aimMs) })
    if (runs.length >= fewest && elapsed >= ENOUGH_MS) break
    operations = rounded(best * ENOUGH_MS * 1.3)
  }
  return runs
}
