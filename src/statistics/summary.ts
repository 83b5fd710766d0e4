import { mean, median, sampleVariance } from 'simple-statistics'
import { exponential, type Interval, type Range, rangeOf } from './interval.ts'
import { medianInterval } from './median-interval.ts'
import { studentT95 } from './student-t.ts'

/** How the values of trials become one. The first two take the median of each trial's samples first. */
export const CENTRES = ['geometric-mean', 'mean', 'median'] as const
export type Centre = (typeof CENTRES)[number]

/** Everything that a printed number may be. Each has a phrase, `statistic.<name>`, and a definition in the appendix. */
export const STATISTICS = [
  'geometric-mean-of-medians',
  'mean-of-medians',
  'median',
  'ratio-of-geometric-means',
  'geometric-mean-of-ratios',
  'difference-of-means',
] as const
export type Statistic = (typeof STATISTICS)[number]

export interface Summary {
  statistic: Extract<Statistic, 'geometric-mean-of-medians' | 'mean-of-medians' | 'median'>
  value: number
  /** null with too few trials. */
  interval: Interval | null
  range: Range
}

/** The median of each trial's samples, in the order of the trials: samples of one boot are not independent. */
export function trialMedians(trials: readonly (readonly number[])[]): number[] {
  return trials.filter((samples) => samples.length > 0).map((samples) => median([...samples]))
}

/** The mean with Student's 95 % interval. */
function meanWithInterval(values: readonly number[]): { value: number; interval: Interval | null } {
  const list = [...values]
  const value = mean(list)
  if (list.length < 2) return { value, interval: null }
  const margin = studentT95(list.length - 1) * Math.sqrt(sampleVariance(list) / list.length)
  return { value, interval: { low: value - margin, high: value + margin } }
}

/**
 * The geometric mean of positive values, one a trial, with Student's 95 % interval on the logarithms. Times and rates
 * vary by factors, and with three to five trials a percentile bootstrap covers far less than it says (Hesterberg,
 * "What Teachers Should Know about the Bootstrap", The American Statistician 69, 2015).
 */
function geometricMean(values: readonly number[]): Summary {
  const { value, interval } = meanWithInterval(values.map(Math.log))
  return {
    statistic: 'geometric-mean-of-medians',
    value: Math.exp(value),
    interval: interval && exponential(interval),
    range: rangeOf(values),
  }
}

/** The mean of any values, one a trial, with Student's 95 % interval, cut at 0 where no value is below, as of counts. */
function arithmeticMean(values: readonly number[]): Summary {
  const { value, interval } = meanWithInterval(values)
  const floor = values.some((one) => one < 0) ? -Infinity : 0
  return {
    statistic: 'mean-of-medians',
    value,
    interval: interval && { low: Math.max(floor, interval.low), high: interval.high },
    range: rangeOf(values),
  }
}

/**
 * One number for values that are one a trial.
 * @throws RangeError for a geometric mean of values that are not all positive
 */
export function summarise(values: readonly number[], centre: Centre): Summary {
  switch (centre) {
    case 'geometric-mean':
      if (values.some((value) => value <= 0)) throw new RangeError('a geometric mean needs positive values')
      return geometricMean(values)
    case 'mean':
      return arithmeticMean(values)
    case 'median':
      return {
        statistic: 'median',
        value: median([...values]),
        interval: medianInterval(values),
        range: rangeOf(values),
      }
  }
}
