import type { Interval } from './interval.ts'

/** The probability that fewer than `k` of `n` values lie below the median: each does so with probability one half. */
function fewerBelow(k: number, n: number): number {
  let term = 0.5 ** n
  let sum = 0
  for (let i = 0; i < k; i += 1) {
    sum += term
    term *= (n - i) / (i + 1)
  }
  return sum
}

/**
 * An interval of at least 95 % for the median, without any assumption on how values are distributed: from the k-th
 * smallest value to the k-th largest, with the largest k that still covers it (Conover, Practical Nonparametric
 * Statistics, 3rd edition, 3.2).
 * @returns null for fewer than six values: of five, even the least and the most cover the median in 93.75 % of runs only
 */
export function medianInterval(values: readonly number[]): Interval | null {
  const sorted = values.toSorted((a, b) => a - b)
  const n = sorted.length
  let k = 0
  while (fewerBelow(k + 1, n) <= 0.025) k += 1
  const [low, high] = [sorted[k - 1], sorted[n - k]]
  return low === undefined || high === undefined ? null : { low, high }
}
