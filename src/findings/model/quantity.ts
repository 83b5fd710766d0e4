import { mean, median, quantile } from 'simple-statistics'
import { trialPath } from '../../data/trial-path.ts'
import { type Interval, type Range, reciprocalInterval } from '../../statistics/interval.ts'
import { type Statistic, summarise } from '../../statistics/summary.ts'
import type { Text } from '../../text/phrase.ts'
import type { Measurement } from '../reading/measurement.ts'
import { type Arm, armIn, type Comparison, type Metric } from './metric.ts'
import type { Claim } from './verdict.ts'

/** What a printed number may be; the ledger defines each. */
export type QuantityStatistic =
  | Statistic
  | 'value'
  | 'least'
  | 'most'
  | 'most-by-least'
  | '90th-percentile'
  | 'sum'
  | 'ratio-of-means'
  | 'ratio-of-medians'

/** One value that was read from raw files, as far as it has to be found there again. */
export type Origin = Pick<Measurement, 'trial' | 'index' | 'warmup' | 'metric' | 'value' | 'source'>

/** A number that is printed, at full precision, with all that it comes from. */
export interface Quantity {
  /** What it is of: `memcpy.megabytesPerSecond`. */
  metric: string
  value: number
  unit: Text
  statistic: QuantityStatistic
  /** Trials that count; of a ratio the pairs that both sides have, or the fewer of both sides. */
  n: number
  interval: Interval | null
  /** Of what was summarised; null of what is one value, or no summary. */
  range: Range | null
  /** Warm-ups are left out. */
  samples: readonly Origin[]
  /** The other side of a ratio. */
  against: readonly Origin[]
}

/** What a sentence tells of; of a quantity that there isn't, nothing. */
export const told = (...quantities: readonly (Quantity | null | undefined)[]): Quantity[] =>
  quantities.flatMap((quantity) => quantity ?? [])

/** Samples of an arm without its warm-ups. */
export const counted = ({ samples }: Pick<Arm, 'samples'>): Measurement[] => samples.filter(({ warmup }) => !warmup)

/** The summary of an arm; null where nothing was measured. */
export function summaryQuantity({ id, unit }: Pick<Metric, 'id' | 'unit'>, arm: Arm | undefined): Quantity | null {
  if (!arm?.summary) return null
  const samples = counted(arm)
  const { value, interval, range, statistic } = arm.summary
  return { metric: id, value, unit, statistic, n: arm.trials, interval, range, samples, against: [] }
}

/** The ratio of two arms; null where there is none. Where it is one of blocks, samples of others are not behind it. */
export function ratioQuantity(
  metric: Pick<Metric, 'id' | 'arms'>,
  { ratio, statistic, interval, range, pairs, ...sides }: Comparison,
): Quantity | null {
  const [of, against] = [armIn(metric, sides.of), armIn(metric, sides.against)]
  if (ratio === null || statistic === null || !of || !against) return null
  const behind = (arm: Arm, other: Arm): Measurement[] => {
    const blocks = new Set(counted(other).map(({ block }) => block))
    return counted(arm).filter(({ block }) => pairs === null || blocks.has(block))
  }
  return {
    metric: metric.id,
    value: ratio,
    unit: '',
    statistic,
    n: pairs ?? Math.min(of.trials, against.trials),
    interval,
    range,
    samples: behind(of, against),
    against: behind(against, of),
  }
}

/** The same the other way round. */
export const reciprocalQuantity = (quantity: Quantity): Quantity => ({
  ...quantity,
  value: 1 / quantity.value,
  interval: quantity.interval && reciprocalInterval(quantity.interval),
  range: quantity.range && { least: 1 / quantity.range.most, most: 1 / quantity.range.least },
  samples: quantity.against,
  against: quantity.samples,
})

/** The way round in which a comparison is said: of what is lower, by how many times. */
export const asSaid = (quantity: Quantity | null, { verdict }: Pick<Comparison, 'verdict'>): Quantity | null =>
  quantity !== null && verdict === 'lower' ? reciprocalQuantity(quantity) : quantity

/** A ratio once more, with the control in the place of what it is a copy of, as it is said; null where there is no such. */
export function againQuantity({ id }: Pick<Metric, 'id'>, { again, verdict }: Comparison): Quantity | null {
  return again && asSaid(ratioQuantity({ id, arms: [...again.arms] }, { ...again, again: null }), { verdict })
}

/** Of two values of each trial, how many times as much one is as the other, or what share in percent. */
export function withinQuantity(
  unit: '' | '%',
  { ratio, statistic, interval, range }: Pick<Claim, 'ratio' | 'statistic' | 'interval' | 'range'>,
  samples: readonly Origin[],
  against: readonly Origin[],
): Quantity | null {
  if (ratio === null || statistic === null) return null
  const scale = unit === '%' ? 100 : 1
  const common = new Set(against.map(({ trial }) => trial))
  const both = new Set(samples.map(({ trial }) => trial).filter((trial) => common.has(trial)))
  return {
    metric: samples[0]?.metric ?? '',
    value: scale * ratio,
    unit,
    statistic,
    n: both.size,
    interval: interval && { low: scale * interval.low, high: scale * interval.high },
    range: range && { least: scale * range.least, most: scale * range.most },
    samples: samples.filter(({ trial }) => both.has(trial)),
    against: against.filter(({ trial }) => both.has(trial)),
  }
}

/** Samples that count of two arms, in the trials that have both. */
export const withinArms = (
  unit: '' | '%',
  claim: Parameters<typeof withinQuantity>[1],
  of: Pick<Arm, 'samples'>,
  against: Pick<Arm, 'samples'>,
): Quantity | null => withinQuantity(unit, claim, counted(of), counted(against))

/**
 * A single value of a trial, which nothing was made of.
 * @param source path in the run's folder
 */
export function valueQuantity(
  metric: string,
  value: number,
  unit: Text,
  { trial, source }: Pick<Origin, 'trial' | 'source'>,
): Quantity {
  const samples = [originOf(metric, value, trial, source)]
  return { metric, value, unit, statistic: 'value', n: 1, interval: null, range: null, samples, against: [] }
}

/** A single sample. */
const sampleQuantity = (unit: Text, sample: Origin): Quantity => ({
  ...valueQuantity(sample.metric, sample.value, unit, sample),
  samples: [sample],
})

/** The least and the most of single samples. */
export function extremesOf(unit: Text, samples: readonly Origin[]): Quantity[] {
  const sorted = samples.toSorted((a, b) => a.value - b.value)
  const [least, most] = [sorted[0], sorted.at(-1)]
  return least && most ? [sampleQuantity(unit, least), sampleQuantity(unit, most)] : []
}

/** The one value that a trial has of a quantity. */
export const originOf = (metric: string, value: number, trial: string, source: string): Origin => ({
  trial,
  index: 1,
  warmup: false,
  metric,
  value,
  source,
})

/**
 * One value of each of those that have it, as the ledger names it.
 * @param file of the trial that it is read from, or whose name depends on the one
 */
export const originsIn = <T extends { trial: string }>(
  metric: string,
  file: string | ((one: T) => string),
  all: readonly T[],
  value: (one: T) => number | null | undefined,
): Origin[] =>
  all.flatMap((one) => {
    const number = value(one)
    const name = typeof file === 'string' ? file : file(one)
    return number == null ? [] : [originOf(metric, number, one.trial, trialPath(one.trial, name))]
  })

/** What one value of each trial comes to. */
const MADE: Readonly<
  Record<
    'least' | 'most' | 'most-by-least' | '90th-percentile' | 'sum' | 'mean' | 'median',
    (values: readonly number[]) => Made
  >
> = {
  least: (values) => ({ statistic: 'least', value: Math.min(...values), interval: null, range: null }),
  most: (values) => ({ statistic: 'most', value: Math.max(...values), interval: null, range: null }),
  'most-by-least': (values) => ({
    statistic: 'most-by-least',
    value: Math.max(...values) / Math.min(...values),
    interval: null,
    range: null,
  }),
  '90th-percentile': (values) => ({
    statistic: '90th-percentile',
    value: quantile([...values], 0.9),
    interval: null,
    range: null,
  }),
  sum: (values) => ({
    statistic: 'sum',
    value: values.reduce((total, value) => total + value, 0),
    interval: null,
    range: null,
  }),
  mean: (values) => summarise(values, 'mean'),
  median: (values) => summarise(values, 'median'),
}
type Made = Pick<Quantity, 'statistic' | 'value' | 'interval' | 'range'>

/** The median of each trial’s values. */
const byTrial = (samples: readonly Origin[]): number[] =>
  [...Map.groupBy(samples, ({ trial }) => trial).values()].map((own) => median(own.map(({ value }) => value)))

/** A number made of the medians of trials; null where there are none. */
export function overTrials(make: keyof typeof MADE, unit: Text, samples: readonly Origin[]): Quantity | null {
  const [first] = samples
  if (first === undefined) return null
  const medians = byTrial(samples)
  return { metric: first.metric, unit, n: medians.length, samples, against: [], ...MADE[make](medians) }
}

/** Both ends of a range, as sentences print it. */
export const endsOf = (unit: Text, samples: readonly Origin[]): Quantity[] =>
  told(overTrials('least', unit, samples), overTrials('most', unit, samples))

/** Of several quantities, that with the least value and that with the most. */
export function leastAndMost(quantities: readonly Quantity[]): Quantity[] {
  const sorted = quantities.toSorted((a, b) => a.value - b.value)
  return told(sorted[0], sorted.at(-1))
}

/** One mean or median of the trials’ medians by another; in percent where that is the unit. */
export function ratioOfCentres(
  centre: 'means' | 'medians',
  unit: Text,
  samples: readonly Origin[],
  against: readonly Origin[],
): Quantity | null {
  const [first] = samples
  if (first === undefined || against.length === 0) return null
  const [own, others] = [byTrial(samples), byTrial(against)]
  const of = centre === 'means' ? mean : median
  const n = Math.min(own.length, others.length)
  const value = ((unit === '%' ? 100 : 1) * of(own)) / of(others)
  const statistic = `ratio-of-${centre}` as const
  return { metric: first.metric, value, unit, statistic, n, interval: null, range: null, samples, against }
}
