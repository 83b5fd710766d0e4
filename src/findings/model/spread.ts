import type { Effect } from '../../statistics/effect.ts'
import { type Interval, isTooWide, type Range } from '../../statistics/interval.ts'
import type { Summary } from '../../statistics/summary.ts'
import { say, type Text, written } from '../../text/phrase.ts'
import { formatInterval } from '../../text/quantities.ts'
import type { Claim } from './verdict.ts'

/** What is printed beside a number: its interval where that informs, and the range of the trials where it does not. */
type Spread =
  | { kind: 'interval'; interval: Interval }
  | { kind: 'range' | 'too-scattered'; range: Range }
  | { kind: 'none-in-any' | 'no-interval' }

/** A median stands with its range; what is 0 in every trial has no interval from 0 to 0. */
export function spreadOf({
  statistic,
  interval,
  range,
}: Pick<Summary | Effect, 'statistic' | 'interval' | 'range'>): Spread {
  if (range.least === 0 && range.most === 0) return { kind: 'none-in-any' }
  if (statistic === 'median' && range.most > range.least) return { kind: 'range', range }
  if (interval === null) return { kind: 'no-interval' }
  if (isTooWide(interval)) return { kind: 'too-scattered', range }
  return { kind: 'interval', interval }
}

/** The spread of a ratio. */
const spreadOfClaim = ({
  ratio,
  statistic,
  interval,
  range,
}: Pick<Claim, 'ratio' | 'statistic' | 'interval' | 'range'>): Spread =>
  ratio === null || statistic === null || range === null
    ? { kind: 'no-interval' }
    : spreadOf({ statistic, interval, range })

const rangeText = ({ least, most }: Range, distinctFrom?: number): Text =>
  formatInterval({ low: least, high: most }, 3, distinctFrom)

/**
 * A spread below a number in a table: an interval bare, anything else by its name.
 * @param distinctFrom decimals are added until no end looks like this value
 */
export function spreadNote(spread: Spread, distinctFrom?: number): Text {
  switch (spread.kind) {
    case 'interval':
      return formatInterval(spread.interval, 3, distinctFrom)
    case 'range':
    case 'too-scattered':
      return say('spread.range', { range: rangeText(spread.range, distinctFrom) })
    case 'none-in-any':
      return say('spread.none-in-any')
    case 'no-interval':
      return say('no-interval')
  }
}

/** The same as a clause of a sentence. */
export function spreadClause(spread: Spread, distinctFrom?: number): Text {
  switch (spread.kind) {
    case 'interval':
      return say('interval', { interval: formatInterval(spread.interval, 3, distinctFrom) })
    case 'range':
      return say('spread.range', { range: rangeText(spread.range, distinctFrom) })
    case 'too-scattered':
      return say('spread.too-scattered', { range: rangeText(spread.range, distinctFrom) })
    case 'none-in-any':
      return say('spread.none-in-any')
    case 'no-interval':
      return say('no-interval')
  }
}

/** The spread of a ratio below it; where there is no ratio, that there is no interval. */
export const claimNote = (claim: Parameters<typeof spreadOfClaim>[0]): Text => spreadNote(spreadOfClaim(claim), 1)

/** The same as a clause of a sentence. */
export const claimClause = (claim: Parameters<typeof spreadOfClaim>[0]): Text => spreadClause(spreadOfClaim(claim), 1)

/** `3.1 to 4.2`, or the one value where both ends read alike. */
export function rangeInWords(values: readonly number[], format: (value: number) => Text): Text {
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))]
  return written(low) === written(high) ? low : say('range', { low, high })
}
