/** Long enough for a sample of a second where the first run was half as fast as those after it. */
const AIM_MS = 1500
/** A shorter run says little about how long a longer one takes. */
const ENOUGH_MS = 200
const ATTEMPTS = 3

/** A run of few operations, by which the work of samples is sized. */
export interface CalibrationRun {
  operations: number
  elapsedMs: number
  /** What would take as long as a sample is to take. */
  chosen: number
}

/** To two digits: nobody needs 1,273 turns. */
function rounded(operations: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(operations)) - 1)
  return Math.max(1, Math.round(operations / unit) * unit)
}

/**
 * Finds out how many operations take a second or more in this configuration.
 * @param elapsedMs runs so many operations and gives the program's own time
 * @returns every run, of which the last one decides
 */
export async function calibrate(
  few: number,
  elapsedMs: (operations: number, attempt: number) => Promise<number>,
): Promise<CalibrationRun[]> {
  const runs: CalibrationRun[] = []
  let operations = few
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const elapsed = await elapsedMs(operations, attempt)
    // A clock that ticks in milliseconds may not have moved at all.
    const pace = operations / Math.max(elapsed, 1)
    runs.push({ operations, elapsedMs: elapsed, chosen: rounded(pace * AIM_MS) })
    if (elapsed >= ENOUGH_MS) break
    operations = rounded(pace * ENOUGH_MS * 1.5)
  }
  return runs
}
