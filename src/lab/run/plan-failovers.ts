import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import { CATALOGUE } from '../../experiments/catalogue.ts'
import { namesOf } from '../../experiments/names.ts'
import { shuffle } from '../../statistics/random.ts'
import { type PlannedTrial, planned } from '../context/planned-trial.ts'
import { NO_FAILOVERS, type Repetitions } from './profiles.ts'

/** Kills with a secondary and without one, in an order that is drawn; the VM always runs on host 1, where its client is. */
export function planFailovers(counts: Repetitions['failovers'], random: () => number): PlannedTrial[] {
  const { configurations } = CATALOGUE.failover
  const each = namesOf(configurations).flatMap((configuration) =>
    Array.from<ConfigurationOf<'failover'>>({ length: counts[configuration] }).fill(configuration),
  )
  const done = { ...NO_FAILOVERS }
  return shuffle(each, random).map((configuration) => {
    done[configuration] += 1
    const name = { experiment: 'failover', configuration, workload: null, repetition: done[configuration] } as const
    return planned(name, null, 'host1', configurations[configuration].seconds)
  })
}
