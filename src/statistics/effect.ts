import { mean, sampleVariance } from 'simple-statistics'
import { exponential, type Interval, type Range, rangeOf } from './interval.ts'
import { studentT95, studentTwoSided } from './student-t.ts'
import type { Statistic } from './summary.ts'

/** How many times as much one side is as the other. */
export interface Effect {
  statistic: Extract<Statistic, 'ratio-of-geometric-means' | 'geometric-mean-of-ratios'>
  value: number
  /** 95 %; null with fewer than two trials on a side, or fewer than two pairs. */
  interval: Interval | null
  /** Two-sided, of a ratio as far from 1 as this one where there is none; null where there is no interval. */
  pValue: number | null
  /** Of the ratios of the pairs; of any trial of one side to any of the other, where they are no pairs. */
  range: Range
}

/** Student's interval and p-value of a difference of logarithms. Where nothing varies the margin is 0. */
function judge(
  difference: number,
  squaredError: number,
  degreesOfFreedom: number,
): Pick<Effect, 'interval' | 'pValue'> {
  if (squaredError === 0) {
    const value = Math.exp(difference)
    return { interval: { low: value, high: value }, pValue: difference === 0 ? 1 : 0 }
  }
  const error = Math.sqrt(squaredError)
  const margin = studentT95(degreesOfFreedom) * error
  return {
    interval: exponential({ low: difference - margin, high: difference + margin }),
    pValue: studentTwoSided(Math.abs(difference) / error, degreesOfFreedom),
  }
}

/**
 * The ratio of two geometric means with a 95 % interval: Welch's t on the logarithms, degrees of freedom after
 * Welch and Satterthwaite (Welch, "The generalization of 'Student's' problem when several different population
 * variances are involved", Biometrika 34, 1947).
 * @param of, against positive values, one a trial
 */
export function ratioOfMeans(of: readonly number[], against: readonly number[]): Effect {
  const a = of.map(Math.log)
  const b = against.map(Math.log)
  const difference = mean(a) - mean(b)
  const [first, second] = [rangeOf(of), rangeOf(against)]
  const effect: Effect = {
    statistic: 'ratio-of-geometric-means',
    value: Math.exp(difference),
    interval: null,
    pValue: null,
    range: { least: first.least / second.most, most: first.most / second.least },
  }
  if (a.length < 2 || b.length < 2) return effect
  const squaredErrorA = sampleVariance(a) / a.length
  const squaredErrorB = sampleVariance(b) / b.length
  const squaredError = squaredErrorA + squaredErrorB
  const degreesOfFreedom =
    squaredError ** 2 / (squaredErrorA ** 2 / (a.length - 1) + squaredErrorB ** 2 / (b.length - 1))
  return { ...effect, ...judge(difference, squaredError, degreesOfFreedom) }
}

/**
 * The geometric mean of ratios with a 95 % interval: Student's t on the logarithms of pairs. What both sides of a pair
 * have in common, such as the boot of the hosts or a slow minute, is not taken for a difference between them.
 * @param ratios positive, one a pair
 */
export function meanOfRatios(ratios: readonly number[]): Effect {
  const logarithms = ratios.map(Math.log)
  const difference = mean(logarithms)
  const effect: Effect = {
    statistic: 'geometric-mean-of-ratios',
    value: Math.exp(difference),
    interval: null,
    pValue: null,
    range: rangeOf(ratios),
  }
  if (logarithms.length < 2) return effect
  const squaredError = sampleVariance(logarithms) / logarithms.length
  return { ...effect, ...judge(difference, squaredError, logarithms.length - 1) }
}
