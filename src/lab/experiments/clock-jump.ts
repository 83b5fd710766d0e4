import { LARGEST_CLOCK_DRIFT_S } from '../../data/clock-limit.ts'
import type { Clocks } from '../../data/schema.ts'

type Clock = Clocks[number]

/** How far a clock was from the lab's, by the exchange with the smallest round trip, s. */
function offsetOf({ exchanges }: Clock): number {
  const best = exchanges.reduce((a, b) => (b.answered - b.asked < a.answered - a.asked ? b : a))
  return best.remote - (best.asked + best.answered) / 2
}

/**
 * Refuses a trial in which a host's clock was set: its series could not be put on one axis with the others. The VM's clock
 * may jump, since it does not run while the VM is stopped.
 * @throws Error naming the host and the jump
 */
export function refuseClockJump(clocks: Clocks): void {
  for (const machine of ['host1', 'host2'] as const) {
    const [before, after] = (['before', 'after'] as const).map((when) => clocks.find((clock) => clock.machine === machine && clock.when === when))
    if (!before || !after) continue
    const jump = offsetOf(after) - offsetOf(before)
    if (Math.abs(jump) <= LARGEST_CLOCK_DRIFT_S) continue
    throw new Error(`the clock of ${machine} jumped by ${jump.toFixed(1)} s during the migration, so its series can’t be put on one time axis; the trial is not kept`)
  }
}
