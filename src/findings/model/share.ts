import { say, type Text } from '../../text/phrase.ts'
import { formatInterval, formatQuantity, formatWhole } from '../../text/quantities.ts'
import type { Claim } from './verdict.ts'

/** How a comparison within trials is said: which way it went, if any, and what stands in its brackets. */
export interface Share {
  outcome: 'higher' | 'lower' | 'no-difference' | 'unclaimed' | 'no-interval'
  /** `32.3 %` */
  percent: Text
  range: Text
}

/**
 * One side of each trial as a share of the other, in percent; null where there is no ratio.
 * @param brief what kind of mean it is, how its interval was made, and of how many, is said elsewhere
 */
export function shareOf(claim: Claim, n: Text, brief = false): Share | null {
  const { ratio, statistic, interval, range, family, verdict } = claim
  if (ratio === null || statistic === null || range === null) return null
  const percent = formatQuantity(100 * ratio, '%')
  if (!interval) return { outcome: 'no-interval', percent, range: n }
  const asPercent = (low: number, high: number): Text => formatInterval({ low: 100 * low, high: 100 * high }, 3, 100)
  const values = { interval: asPercent(interval.low, interval.high) }
  const full = brief
    ? say('share.range.brief', values)
    : say('share.range', { ...values, statistic: say(`statistic.${statistic}`), method: say(`method.${statistic}`), n })
  switch (verdict) {
    case 'higher':
    case 'lower':
      return { outcome: verdict, percent, range: full }
    case 'may-be-chance':
      return {
        outcome: 'unclaimed',
        percent,
        range: say('share.may-be-chance', { range: full, family: formatWhole(family) }),
      }
    case 'too-scattered':
      return {
        outcome: 'unclaimed',
        percent,
        range: say('share.too-scattered', { range: asPercent(range.least, range.most), n }),
      }
    case 'no-difference':
    // Comparisons within trials have no control, and their ratio and interval are there.
    case 'unstable':
    case 'not-again':
    case 'too-few-trials':
    case 'not-measured':
      return { outcome: 'no-difference', percent, range: full }
  }
}
