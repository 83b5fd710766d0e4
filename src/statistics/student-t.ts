import { gammaln } from 'simple-statistics'
import { rememberByKey } from '../remember.ts'

/**
 * The regularized incomplete beta function I_x(a, b), by its continued fraction (NIST Digital Library of Mathematical
 * Functions, 8.17.22) evaluated after Lentz, to about 15 digits.
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges fast only on this side of the mean; 8.17.4 mirrors the other side.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const tiny = 1e-300
  const away = (value: number): number => (Math.abs(value) < tiny ? tiny : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 500; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  const logFront = gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x)
  return (Math.exp(logFront) * fraction) / a
}

/** P(|T| >= t) of Student's t. @param t 0 or more */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  const square = t * t
  // Near 0 the first argument would be rounded to 1, and with it the probability.
  return square < 0.01 * degreesOfFreedom
    ? 1 - incompleteBeta(square / (degreesOfFreedom + square), 0.5, degreesOfFreedom / 2)
    : incompleteBeta(degreesOfFreedom / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5)
}

/** P(T <= t) of Student's t for t of 0 or more: NIST/SEMATECH e-Handbook 1.3.6.6.4, Abramowitz and Stegun 26.7.1. */
const studentT = (t: number, degreesOfFreedom: number): number => 1 - studentTwoSided(t, degreesOfFreedom) / 2

/**
 * How many standard errors an interval of two-sided 95 % reaches to either side, by degrees of freedom: a run has hundreds of
 * intervals of the same few trials.
 */
export const studentT95 = rememberByKey((degreesOfFreedom: number): number => studentTQuantile(0.975, degreesOfFreedom))

/**
 * The quantile of Student's t: the t with P(T <= t) = probability, by bisection, to about 12 digits.
 * @param probability between 0.5 and 1
 * @param degreesOfFreedom 1 or more, fractions allowed
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  if (!(probability >= 0.5 && probability < 1)) throw new RangeError(`no t quantile for the probability ${probability}`)
  if (!(degreesOfFreedom >= 1)) throw new RangeError(`no t quantile for ${degreesOfFreedom} degrees of freedom`)
  let low = 0
  let high = 1
  while (studentT(high, degreesOfFreedom) < probability) high *= 2
  for (let i = 0; i < 100 && high - low > 1e-13 * high; i += 1) {
    const middle = (low + high) / 2
    if (studentT(middle, degreesOfFreedom) < probability) low = middle
    else high = middle
  }
  return (low + high) / 2
}
