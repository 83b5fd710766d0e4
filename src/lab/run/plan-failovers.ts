import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { CATALOGUE } from '../../experiments/catalogue.ts'
import { namesOf } from '../../experiments/names.ts'
import { shuffle } from '../../statistics/random.ts'
import { type PlannedTrial, planned } from '../context/planned-trial.ts'
import { NO_FAILOVERS, type Repetitions } from './profiles.ts'

/**
 * Kills with a secondary and without one, in an order that is drawn. The VM runs on host 1, where its client is; where all of its
 * host is killed, on host 2, so that the client is left.
 */
export function planFailovers(counts: Repetitions['failovers'], random: () => number): PlannedTrial[] {
  const { configurations } = CATALOGUE.failover
  const each = namesOf(configurations).flatMap((configuration) =>
    Array.from<ConfigurationOf<'failover'>>({ length: counts[configuration] }).fill(configuration),
  )
  const done = { ...NO_FAILOVERS }
  return shuffle(each, random).map((configuration) => {
    done[configuration] += 1
    const name = { experiment: 'failover', configuration, workload: null, repetition: done[configuration] } as const
    const host = endsHost(configuration) ? 'host2' : 'host1'
    return planned(name, null, host, configurations[configuration].seconds)
  })
}

const endsHost = (configuration: string): boolean => configuration === 'host-killed'

/** In parts, each of which one boot of the hosts carries: nothing follows on a host that was killed. */
export function untilHostsEnd(failovers: readonly PlannedTrial[]): PlannedTrial[][] {
  const parts: PlannedTrial[][] = [[]]
  for (const [i, trial] of failovers.entries()) {
    parts.at(-1)?.push(trial)
    if (endsHost(trial.configuration) && i < failovers.length - 1) parts.push([])
  }
  return parts
}
