import { mean, median, sampleVariance } from 'simple-statistics'
import { studentTQuantile } from './student-t.ts'

/** A 95 % confidence interval. */
export interface Interval {
  low: number
  high: number
}

export interface Summary {
  value: number
  /** null with fewer than two trials. */
  interval: Interval | null
}

/** Two-sided 95 %. */
const PROBABILITY = 0.975

/** The median of each trial's samples, in the order of the trials: samples of one boot are not independent. */
export function trialMedians(trials: readonly (readonly number[])[]): number[] {
  return trials.filter((samples) => samples.length > 0).map((samples) => median([...samples]))
}

function meanWithInterval(values: readonly number[]): Summary {
  const list = [...values]
  const value = mean(list)
  if (list.length < 2) return { value, interval: null }
  const margin = studentTQuantile(PROBABILITY, list.length - 1) * Math.sqrt(sampleVariance(list) / list.length)
  return { value, interval: { low: value - margin, high: value + margin } }
}

/**
 * The geometric mean of positive values, one a trial, with Student's 95 % interval on the logarithms. Times and rates
 * vary by factors, and with three to five trials a percentile bootstrap covers far less than it says (Hesterberg,
 * "What Teachers Should Know about the Bootstrap", The American Statistician 69, 2015).
 */
function geometricSummary(values: readonly number[]): Summary {
  const { value, interval } = meanWithInterval(values.map(Math.log))
  return {
    value: Math.exp(value),
    interval: interval && { low: Math.exp(interval.low), high: Math.exp(interval.high) },
  }
}

/** The mean of any values, one a trial, with Student's 95 % interval, cut at 0 where no value is below, as of counts. */
function arithmeticSummary(values: readonly number[]): Summary {
  const { value, interval } = meanWithInterval(values)
  const floor = values.some((one) => one < 0) ? -Infinity : 0
  return { value, interval: interval && { low: Math.max(floor, interval.low), high: interval.high } }
}

/** Geometric where every value is positive, else arithmetic. */
export function summarise(values: readonly number[]): Summary {
  return values.every((value) => value > 0) ? geometricSummary(values) : arithmeticSummary(values)
}

/**
 * The ratio of two geometric means with a 95 % interval: Welch's t on the logarithms, degrees of freedom after
 * Welch and Satterthwaite (Welch, "The generalization of 'Student's' problem when several different population
 * variances are involved", Biometrika 34, 1947).
 * @param of, against positive values, one a trial
 * @returns null as interval where either has fewer than two trials
 */
export function ratio(of: readonly number[], against: readonly number[]): Summary {
  const a = of.map(Math.log)
  const b = against.map(Math.log)
  const difference = mean(a) - mean(b)
  if (a.length < 2 || b.length < 2) return { value: Math.exp(difference), interval: null }
  const squaredErrorA = sampleVariance(a) / a.length
  const squaredErrorB = sampleVariance(b) / b.length
  const squaredError = squaredErrorA + squaredErrorB
  const degreesOfFreedom =
    squaredError ** 2 / (squaredErrorA ** 2 / (a.length - 1) + squaredErrorB ** 2 / (b.length - 1))
  // Where no trial differs from another the quotient is 0/0 and the margin is 0.
  const margin = squaredError === 0 ? 0 : studentTQuantile(PROBABILITY, degreesOfFreedom) * Math.sqrt(squaredError)
  return {
    value: Math.exp(difference),
    interval: { low: Math.exp(difference - margin), high: Math.exp(difference + margin) },
  }
}
