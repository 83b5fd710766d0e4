import type { Configuration } from '../../data/schema.ts'
import type { Metric } from './metric.ts'
import { type Condition, claimConditions, conditionsOf } from './sentence.ts'
import type { Verdict } from './verdict.ts'

/** How a configuration fared beside another one. `unclaimed`: there is a ratio, from which no conclusion is drawn. */
export type Fared = 'better' | 'worse' | 'no-difference' | 'unclaimed' | 'not-measured'

/** Of what is neither better nor worse, more counts as better. */
const FARED: Readonly<Record<Verdict, (better: Metric['better']) => Fared>> = {
  higher: (better) => (better === 'lower' ? 'worse' : 'better'),
  lower: (better) => (better === 'lower' ? 'better' : 'worse'),
  'no-difference': () => 'no-difference',
  'may-be-chance': () => 'unclaimed',
  unstable: () => 'unclaimed',
  'not-again': () => 'unclaimed',
  'too-scattered': () => 'unclaimed',
  'too-few-trials': () => 'unclaimed',
  'not-measured': () => 'not-measured',
}

/** The same as conditions, which name the metric, as a sentence may depend on several. */
export function faredConditions(metric: Metric | undefined, of: Configuration, against: Configuration): Condition[] {
  const comparison = metric?.comparisons.find((one) => one.of === of && one.against === against)
  return metric && comparison ? conditionsOf(metric.id, claimConditions(comparison)) : []
}

/** By the comparison that a metric has of the two. */
export function faredOf(metric: Metric | undefined, of: Configuration, against: Configuration): Fared {
  const comparison = metric?.comparisons.find((one) => one.of === of && one.against === against)
  return metric && comparison ? FARED[comparison.verdict](metric.better) : 'not-measured'
}
