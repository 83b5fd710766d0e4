import { bestReading, LARGEST_CLOCK_DRIFT_S, offsetS } from '../../data/clock-reading.ts'
import { HOSTS } from '../../data/host-name.ts'
import type { Clocks } from '../../data/schema.ts'

/**
 * Refuses a trial in which a host's clock was set: its series could not be put on one axis with the others. The VM's clock
 * may jump, since it does not run while the VM is stopped.
 * @throws Error naming the host and the jump
 */
export function refuseClockJump(clocks: Clocks): void {
  for (const machine of HOSTS) {
    const [before, after] = [bestReading(clocks, machine, 'before'), bestReading(clocks, machine, 'after')]
    if (!before || !after) continue
    const jump = offsetS(after) - offsetS(before)
    if (Math.abs(jump) <= LARGEST_CLOCK_DRIFT_S) continue
    throw new Error(
      `the clock of ${machine} jumped by ${jump.toFixed(1)} s during the migration, so its series can’t be put on one time axis; the trial is not kept`,
    )
  }
}
