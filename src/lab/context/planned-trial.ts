import type { HostName } from '../../data/host-name.ts'
import { type TrialName, trialId } from '../../data/trial-id.ts'

export interface PlannedTrial extends TrialName {
  id: string
  /** 1-based; null for a migration of section D, which has no blocks. */
  block: number | null
  /** Where the VM runs; for a migration, where it is meant to leave: after one that failed it is still where it was. */
  host: HostName
  /** About how long it takes on emulated hosts. */
  seconds: number
}

/** A trial of a plan, with its id. */
export const planned = (name: TrialName, block: number | null, host: HostName, seconds: number): PlannedTrial => ({
  id: trialId(name),
  ...name,
  block,
  host,
  seconds,
})

/** Seconds that a list of trials takes. */
export const secondsOf = (trials: readonly PlannedTrial[]): number =>
  trials.reduce((sum, { seconds }) => sum + seconds, 0)
