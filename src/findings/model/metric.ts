import {
  armsIn,
  type Configuration,
  type DeclaredMetric,
  declared,
  type Experiment,
  type Program,
} from '../../experiments/catalogue.ts'
import type { Declaration, MetricDeclaration } from '../../experiments/declaration.ts'
import { rememberByObject } from '../../remember.ts'
import { meanOfRatios, ratioOfMeans } from '../../statistics/effect.ts'
import { type Centre, type Summary, summarise, trialMedians } from '../../statistics/summary.ts'
import { say, type Text } from '../../text/phrase.ts'
import type { Measurement, MetricId } from '../reading/measurement.ts'
import { type Claim, claimOf } from './verdict.ts'

/** All that was measured of one metric in one configuration. */
export interface Arm {
  configuration: Configuration
  /** How the reader sees the configuration, e.g. `with -enable-kvm`. */
  label: Text
  /** Every sample, warm-ups included. */
  samples: Measurement[]
  /** Trials (boots) with at least one sample that counts. */
  trials: number
  /** Over trials; null where nothing was measured. */
  summary: Summary | null
  /** Why there is no summary. */
  notMeasured: Text | null
}

interface Sides extends Claim {
  of: Configuration
  against: Configuration
  /** Blocks that both have, where they were compared block by block. */
  pairs: number | null
}

/** `ratio`: how many times as much `of` is as `against`. */
export interface Comparison extends Sides {
  again: (Sides & { arms: readonly [Arm, Arm] }) | null
}

/** Whether the control, in the place of what it is a copy of, gives a ratio outside of a claim's interval. */
export function missesControl({ verdict, interval, again }: Comparison): boolean {
  if ((verdict !== 'higher' && verdict !== 'lower') || interval === null || again?.ratio == null) return false
  return again.ratio < interval.low || again.ratio > interval.high
}

/** What a metric is, before anything of it was measured. */
interface Described {
  id: MetricId
  /** The two parts of the id: what it is measured of, and its name there. */
  source: string
  key: string
  /** e.g. `Shell loop` */
  title: Text
  /** Its program, and the title without that, where several metrics of the program stand together. */
  within: { program: Text; title: Text } | null
  /** As printed, e.g. `ms`, `Mbit/s`, `µs per operation`; values in arms are in this unit. */
  unit: Text
  better: 'lower' | 'higher' | 'neither'
  role: MetricDeclaration['role']
  /** What stands for many trials. */
  centre: Centre
  /** What it was measured of; null where it is of a trial as a whole. */
  program: Program | null
}

export interface Metric extends Described {
  arms: Arm[]
  comparisons: Comparison[]
}

/** The arm of a configuration, where the metric has it. */
export const armIn = (metric: Pick<Metric, 'arms'> | undefined, configuration: Configuration): Arm | undefined =>
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
 * What stands for many trials where a metric does not say: times and rates of boots vary by factors, and are compared by
 * ratios; migrations are few, each is one value, and a single long one must not pull the number.
 */
const CENTRE: Readonly<Record<Declaration['unit'], Centre>> = {
  boot: 'geometric-mean',
  migration: 'median',
  failover: 'median',
}

/**
 * A metric of an experiment as the catalogue declares it.
 * @param name what its program is called in this run
 */
export function planOf(experiment: Experiment, declaredMetric: DeclaredMetric, name: Text): MetricPlan {
  const {
    id,
    source,
    key,
    title,
    within,
    unit,
    better,
    role,
    program,
    only,
    described,
    centre = CENTRE[declared[experiment].unit],
  } = declaredMetric
  const { arms, compare: pairs } = armsIn(experiment)
  const compare = described ? [] : pairs
  const configurations = only === undefined ? arms : arms.filter((arm) => only.includes(arm))
  return {
    id,
    source,
    key,
    title: title(name),
    within: within === undefined ? null : { program: name, title: within },
    unit,
    better,
    role,
    program,
    centre,
    configurations,
    compare,
  }
}

/** The median of each trial of an arm, warm-ups left out, by the trial's id, in the order of the trials. */
export const mediansByTrial = ({ samples }: Pick<Arm, 'samples'>): ReadonlyMap<string, number> => mediansIn(samples)

/** Each comparison asks for them again. */
const mediansIn = rememberByObject((samples: readonly Measurement[]): ReadonlyMap<string, number> => {
  const byTrial = Map.groupBy(
    samples.filter(({ warmup }) => !warmup),
    ({ trial }) => trial,
  )
  const medians = trialMedians([...byTrial.values()].map((list) => list.map(({ value }) => value)))
  return new Map([...byTrial.keys()].map((trial, index) => [trial, medians[index] ?? NaN]))
})

/** The medians of the trials of an arm, warm-ups left out, in the order of the trials. */
export const mediansOf = (arm: Pick<Arm, 'samples'>): number[] => [...mediansByTrial(arm).values()]

/**
 * Whether a comparison says how many times worse the other configuration is than this one (of a mere count: how many times
 * as much), and not the other way round.
 */
export const saysWorse = (
  { better }: Pick<Metric, 'better'>,
  { of }: Pick<Sides, 'of'>,
  than: Configuration,
): boolean => (of === than) === (better === 'higher')

/** Whether there is a ratio: counts may be 0, of which there is none. */
const havePositive = (...sides: readonly (readonly number[])[]): boolean =>
  sides.every((side) => side.length > 0 && side.every((value) => value > 0))

/** The ratio of two arms that have no blocks in common, as of two runs. */
export function ratioOf(of: Pick<Arm, 'samples'>, against: Pick<Arm, 'samples'>): Claim {
  const [a, b] = [mediansOf(of), mediansOf(against)]
  return claimOf(havePositive(a, b) ? ratioOfMeans(a, b) : null)
}

/** The median of each block; null where trials have no blocks, or a block has more than one of them. */
function mediansByBlock(arm: Pick<Arm, 'samples'>): Map<number, number> | null {
  const blockOf = new Map(arm.samples.map(({ trial, block }) => [trial, block]))
  const medians = new Map<number, number>()
  for (const [trial, value] of mediansByTrial(arm)) {
    const block = blockOf.get(trial) ?? null
    if (block === null || medians.has(block)) return null
    medians.set(block, value)
  }
  return medians
}

/** Ratios of the blocks that both arms have; null where there are not two of them. */
function ratiosByBlock(of: Arm, against: Arm): number[] | null {
  const [a, b] = [mediansByBlock(of), mediansByBlock(against)]
  if (a === null || b === null) return null
  const ratios = [...a].flatMap(([block, value]) => {
    const other = b.get(block)
    return other === undefined ? [] : [value / other]
  })
  return ratios.length < 2 ? null : ratios
}

/** Positive medians of two arms in the trials that have both, so that what is compared was measured in the same trial. */
export function pairsByTrial(first: Arm, second: Arm): [number, number][] {
  const others = mediansByTrial(second)
  return [...mediansByTrial(first)].flatMap(([trial, one]): [number, number][] => {
    const other = others.get(trial)
    return other === undefined || one <= 0 || other <= 0 ? [] : [[one, other]]
  })
}

/** Two arms of a run, block by block where it has blocks: what a block has in common is no difference between arms. */
export function compare(of: Arm, against: Arm): Comparison {
  const sides = { of: of.configuration, against: against.configuration }
  if (!havePositive(mediansOf(of), mediansOf(against))) return { ...sides, pairs: null, ...claimOf(null), again: null }
  const ratios = ratiosByBlock(of, against)
  if (ratios === null) return { ...sides, pairs: null, ...ratioOf(of, against), again: null }
  return { ...sides, pairs: ratios.length, ...claimOf(meanOfRatios(ratios)), again: null }
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
  const samplesOf = new Map(
    plan.configurations.map((configuration) => [
      configuration,
      measurements.filter((m) => m.metric === plan.id && m.configuration === configuration),
    ]),
  )
  // One statistic for all arms: a geometric mean beside an arithmetic one would compare what can't be compared.
  const all = [...samplesOf.values()].flatMap((samples) => mediansOf({ samples }))
  const centre = plan.centre === 'geometric-mean' && all.some((value) => value <= 0) ? 'mean' : plan.centre
  const arms = [...samplesOf].map(([configuration, samples]): Arm => {
    const medians = mediansOf({ samples })
    return {
      configuration,
      label: labelOf(configuration),
      samples,
      trials: medians.length,
      summary: medians.length === 0 ? null : summarise(medians, centre),
      notMeasured: medians.length === 0 ? whyMissing(configuration) : null,
    }
  })
  const having = (configuration: Configuration): Arm[] => arms.filter((arm) => arm.configuration === configuration)
  const comparisons = plan.compare.flatMap(([of, against]) =>
    having(of).flatMap((a) => having(against).map((b) => compare(a, b))),
  )
  const { configurations: _, compare: __, ...described } = plan
  return { ...described, arms, comparisons }
}
