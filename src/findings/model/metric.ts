import {
  armsIn,
  type Configuration,
  type DeclaredMetric,
  type Experiment,
  type Program,
} from '../../experiments/catalogue.ts'
import type { MetricDeclaration } from '../../experiments/declaration.ts'
import { type Interval, ratio, summarise, trialMedians } from '../../statistics/summary.ts'
import { say, type Text } from '../../text/phrase.ts'

/** One number with its unit and the raw file that it was read from. */
export interface Measurement {
  experiment: Experiment
  configuration: Configuration
  trial: string
  /** 1-based within trial and metric. */
  index: number
  warmup: boolean
  metric: MetricId
  value: number
  /** Path relative to the run's folder, e.g. `trials/acceleration-tcg-2/cpu-loop.1.csv`. */
  source: string
}

/** e.g. `cpu-loop.elapsedMs`, `iperf3-to-vm.bitsPerSecond`, `iperf3-to-vm.mmioExitsPerMegabyte`. */
export type MetricId = string

/** All that was measured of one metric in one configuration. */
export interface Arm {
  configuration: Configuration
  /** How the reader sees the configuration, e.g. `with -enable-kvm`. */
  label: Text
  /** Every sample, warm-ups included. */
  samples: Measurement[]
  /** Trials (boots) with at least one sample that counts. */
  trials: number
  /** Summary over trials of the trials' medians; null where nothing was measured. */
  summary: { value: number; interval: Interval | null } | null
  /** Why there is no summary. */
  notMeasured: Text | null
}

export interface Comparison {
  /** `ratio` = summary of `of` divided by summary of `against`. */
  of: Configuration
  against: Configuration
  ratio: number | null
  interval: Interval | null
  /**
   * A difference is claimed only where the interval excludes 1. `unstable`: it does, but no longer once it is widened by
   * what a configuration differed from itself.
   */
  verdict: 'higher' | 'lower' | 'no-difference' | 'unstable' | 'too-few-trials' | 'not-measured'
}

/** What a metric is, before anything of it was measured. */
interface Described {
  id: MetricId
  /** e.g. `Shell loop of 5,000 additions` */
  title: Text
  /** As printed, e.g. `ms`, `Mbit/s`, `µs per operation`; values in arms are in this unit. */
  unit: Text
  better: 'lower' | 'higher' | 'neither'
  role: MetricDeclaration['role']
  /** What it was measured of; null where it is of a trial as a whole. */
  program: Program | null
}

export interface Metric extends Described {
  arms: Arm[]
  comparisons: Comparison[]
}

/** The arm of a configuration, where the metric has it. */
export const armIn = (metric: Metric | undefined, configuration: Configuration): Arm | undefined =>
  metric?.arms.find((arm) => arm.configuration === configuration)

/** The arm of a configuration of the metric with this id. */
export const armOf = (metrics: readonly Metric[], id: MetricId, configuration: Configuration): Arm | undefined =>
  armIn(
    metrics.find((metric) => metric.id === id),
    configuration,
  )

/** How the reader sees a configuration. */
export const labelOf = (configuration: Configuration): Text => say(`configuration.${configuration}`)

/** What is to be made of measurements: everything of a metric but its numbers. */
export interface MetricPlan extends Described {
  configurations: readonly Configuration[]
  /** Pairs of `of` and `against`. */
  compare: readonly (readonly [Configuration, Configuration])[]
}

/**
 * A metric of an experiment as the catalogue declares it.
 * @param name what its program is called in this run
 */
export function planOf(experiment: Experiment, declaredMetric: DeclaredMetric, name: Text): MetricPlan {
  const { id, title, unit, better, role, program, only } = declaredMetric
  const { arms, compare } = armsIn(experiment)
  const configurations = only === undefined ? arms : arms.filter((arm) => only.includes(arm))
  return { id, title: title(name), unit, better, role, program, configurations, compare }
}

/** The median of each trial of an arm, warm-ups left out, by the trial's id, in the order of the trials. */
export function mediansByTrial({ samples }: Pick<Arm, 'samples'>): Map<string, number> {
  const byTrial = Map.groupBy(
    samples.filter(({ warmup }) => !warmup),
    ({ trial }) => trial,
  )
  const medians = trialMedians([...byTrial.values()].map((list) => list.map(({ value }) => value)))
  return new Map([...byTrial.keys()].map((trial, index) => [trial, medians[index] ?? NaN]))
}

/** The medians of the trials of an arm, warm-ups left out, in the order of the trials. */
export const mediansOf = (arm: Pick<Arm, 'samples'>): number[] => [...mediansByTrial(arm).values()]

/** The ratio of two arms over their trials, with its interval and what may be claimed of it. */
export function ratioOf(
  of: Pick<Arm, 'samples'>,
  against: Pick<Arm, 'samples'>,
): Pick<Comparison, 'ratio' | 'interval' | 'verdict'> {
  const [a, b] = [mediansOf(of), mediansOf(against)]
  // Counts may be 0, of which there is no ratio.
  if (a.length === 0 || b.length === 0 || [...a, ...b].some((value) => value <= 0)) {
    return { ratio: null, interval: null, verdict: 'not-measured' }
  }
  const { value, interval } = ratio(a, b)
  return { ratio: value, interval, verdict: verdictOf(interval) }
}

const compare = (of: Arm, against: Arm): Comparison => ({
  of: of.configuration,
  against: against.configuration,
  ...ratioOf(of, against),
})

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
  whyMissing: (configuration: Configuration) => Text,
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
  const having = (configuration: Configuration): Arm[] => arms.filter((arm) => arm.configuration === configuration)
  const comparisons = plan.compare.flatMap(([of, against]) =>
    having(of).flatMap((a) => having(against).map((b) => compare(a, b))),
  )
  const { id, title, unit, better, role, program } = plan
  return { id, title, unit, better, role, program, arms, comparisons }
}
