import type { Configuration } from '../data/schema.ts'
import { ratio, summarise, trialMedians } from '../statistics/summary.ts'
import type { Arm, Comparison, Measurement, Metric } from './analysis.ts'
import { say } from '../words/say.ts'

/** How the reader sees a configuration. */
export const labelOf = (configuration: Configuration): string => say(`configuration.${configuration}`)

/** What is to be made of measurements: everything of a metric but its numbers. */
export interface MetricPlan {
  id: string
  title: string
  unit: string
  better: Metric['better']
  configurations: readonly Configuration[]
  /** Pairs of `of` and `against`. */
  compare: readonly (readonly [Configuration, Configuration])[]
}

/** The median of each trial of an arm, warm-ups left out, by the trial's id, in the order of the trials. */
export function mediansByTrial({ samples }: Pick<Arm, 'samples'>): Map<string, number> {
  const byTrial = Map.groupBy(samples.filter(({ warmup }) => !warmup), ({ trial }) => trial)
  const medians = trialMedians([...byTrial.values()].map((list) => list.map(({ value }) => value)))
  return new Map([...byTrial.keys()].map((trial, index) => [trial, medians[index] ?? NaN]))
}

/** The medians of the trials of an arm, warm-ups left out, in the order of the trials. */
export const mediansOf = (arm: Pick<Arm, 'samples'>): number[] => [...mediansByTrial(arm).values()]

/** The ratio of two arms over their trials, with its interval and what may be claimed of it. */
export function ratioOf(of: Pick<Arm, 'samples'>, against: Pick<Arm, 'samples'>): Pick<Comparison, 'ratio' | 'interval' | 'verdict'> {
  const [a, b] = [mediansOf(of), mediansOf(against)]
  // Counts may be 0, of which there is no ratio.
  if (a.length === 0 || b.length === 0 || [...a, ...b].some((value) => value <= 0)) {
    return { ratio: null, interval: null, verdict: 'not-measured' }
  }
  const { value, interval } = ratio(a, b)
  return { ratio: value, interval, verdict: verdictOf(interval) }
}

const compare = (of: Arm, against: Arm): Comparison =>
  ({ of: of.configuration, against: against.configuration, ...ratioOf(of, against) })

/** A difference is claimed only where the interval excludes 1. */
export function verdictOf(interval: Comparison['interval']): Comparison['verdict'] {
  if (!interval) return 'too-few-trials'
  if (interval.low > 1) return 'higher'
  return interval.high < 1 ? 'lower' : 'no-difference'
}

/**
 * A metric with its arms and comparisons.
 * @param whyMissing why an arm has no number, a clause
 */
export function buildMetric(
  plan: MetricPlan,
  measurements: readonly Measurement[],
  whyMissing: (configuration: Configuration) => string,
): Metric {
  const arms = plan.configurations.map((configuration): Arm => {
    const samples = measurements.filter((m) => m.metric === plan.id && m.configuration === configuration)
    const medians = mediansOf({ samples })
    return {
      configuration,
      label: labelOf(configuration),
      samples,
      trials: medians.length,
      summary: medians.length === 0 ? null : summarise(medians),
      notMeasured: medians.length === 0 ? whyMissing(configuration) : null,
    }
  })
  const armOf = (configuration: Configuration): Arm[] => arms.filter((arm) => arm.configuration === configuration)
  const comparisons = plan.compare.flatMap(([of, against]) =>
    armOf(of).flatMap((a) => armOf(against).map((b) => compare(a, b))))
  const { id, title, unit, better } = plan
  return { id, title, unit, better, arms, comparisons }
}
