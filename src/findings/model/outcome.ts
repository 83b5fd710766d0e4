import type { Configuration } from '../../data/schema.ts'
import type { Comparison, Metric } from './metric.ts'

/** How a configuration fared beside another one: what may be claimed of it, and for better or worse. */
export type Fared = 'better' | 'worse' | Exclude<Comparison['verdict'], 'higher' | 'lower'>

/** By the comparison that a metric has of the two; of what is neither better nor worse, more counts as better. */
export function faredOf(metric: Metric | undefined, of: Configuration, against: Configuration): Fared {
  const verdict = metric?.comparisons.find((one) => one.of === of && one.against === against)?.verdict ?? 'not-measured'
  if (verdict !== 'higher' && verdict !== 'lower') return verdict
  return (verdict === 'higher') === (metric?.better !== 'lower') ? 'better' : 'worse'
}
