/**
 * Pre-copy's course from its first pass and the dirty rate measured before: each pass copies what the one before let
 * be dirtied (Clark et al. 2005; Akoush et al. 2010).
 */
export interface Prediction {
  converges: boolean
  totalMs: number | null
  downtimeMs: number | null
  /** Over the memory, while the VM runs on the source. */
  passes: number | null
}

/** What is known of a migration once its first pass is over. */
export interface FirstPass {
  /** From `migrate` to the beginning of the first pass. */
  setupSeconds: number
  seconds: number
  bytes: number
  /** Measured before the migration. */
  dirtyBytesPerSecond: number
  downtimeLimitMs: number
}

/** QEMU copies without end; a migration that needs more passes than these is as good as one that does not converge. */
export const PASS_LIMIT = 100

/**
 * The course of pre-copy as Clark et al. describe it ("Live Migration of Virtual Machines", NSDI 2005) and Akoush et
 * al. compute it ("Predicting the Performance of Virtual Machine Migration", MASCOTS 2010): at the bandwidth B of the
 * first pass, each pass copies in t = V/B what was dirtied at the rate D during the one before, V' = D·t. The VM is
 * stopped once the rest can be sent within the downtime limit. Where D reaches B, the rest never shrinks.
 * @returns null where the first pass has no length or sent nothing
 */
export function predictPrecopy(first: FirstPass): Prediction | null {
  if (first.seconds <= 0 || first.bytes <= 0) return null
  const bandwidth = first.bytes / first.seconds
  const growth = first.dirtyBytesPerSecond / bandwidth
  let copiedSeconds = first.seconds
  let passSeconds = first.seconds
  for (let passes = 1; passes <= PASS_LIMIT; passes += 1) {
    const restSeconds = growth * passSeconds
    if (restSeconds * 1000 <= first.downtimeLimitMs) {
      return {
        converges: true,
        totalMs: (first.setupSeconds + copiedSeconds + restSeconds) * 1000,
        downtimeMs: restSeconds * 1000,
        passes,
      }
    }
    if (growth >= 1) break
    copiedSeconds += restSeconds
    passSeconds = restSeconds
  }
  return { converges: false, totalMs: null, downtimeMs: null, passes: null }
}
