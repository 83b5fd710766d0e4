import type { Effect } from '../../statistics/effect.ts'
import { type Interval, isTooWide, type Range } from '../../statistics/interval.ts'
import type { Summary } from '../../statistics/summary.ts'
import { say, type Text } from '../../text/phrase.ts'
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

/** As an interval of percent. */
const scaled = ({ low, high }: Interval, factor: number): Interval => ({ low: factor * low, high: factor * high })

const rangeText = ({ least, most }: Range, factor: number, distinctFrom?: number): Text =>
  formatInterval(scaled({ low: least, high: most }, factor), 3, distinctFrom)

/** A spread below a number in a table: an interval bare, anything else by its name. */
export function spreadNote(spread: Spread, distinctFrom?: number): Text {
  switch (spread.kind) {
    case 'interval':
      return formatInterval(spread.interval, 3, distinctFrom)
    case 'range':
    case 'too-scattered':
      return say('spread.range', { range: rangeText(spread.range, 1, distinctFrom) })
    case 'none-in-any':
      return say('spread.none-in-any')
    case 'no-interval':
      return say('no-interval')
  }
}

/**
 * The same as a clause of a sentence.
 * @param unit stands after an interval, e.g. ` %`
 */
export function spreadClause(spread: Spread, { factor = 1, distinctFrom, percent = false }: SpreadFormat = {}): Text {
  const unit = (range: Text): Text => (percent ? say('spread.percent', { range }) : range)
  switch (spread.kind) {
    case 'interval':
      return say('interval', { interval: unit(formatInterval(scaled(spread.interval, factor), 3, distinctFrom)) })
    case 'range':
      return say('spread.range', { range: unit(rangeText(spread.range, factor, distinctFrom)) })
    case 'too-scattered':
      return say('spread.too-scattered', { range: unit(rangeText(spread.range, factor, distinctFrom)) })
    case 'none-in-any':
      return say('spread.none-in-any')
    case 'no-interval':
      return say('no-interval')
  }
}

/** The spread of a ratio below it; where there is no ratio, that there is no interval. */
export function claimNote({
  ratio,
  statistic,
  interval,
  range,
}: Pick<Claim, 'ratio' | 'statistic' | 'interval' | 'range'>): Text {
  if (ratio === null || statistic === null || range === null) return say('no-interval')
  return spreadNote(spreadOf({ statistic, interval, range }), 1)
}

/** The same as a clause of a sentence. */
export function claimClause({
  ratio,
  statistic,
  interval,
  range,
}: Pick<Claim, 'ratio' | 'statistic' | 'interval' | 'range'>): Text {
  if (ratio === null || statistic === null || range === null) return say('no-interval')
  return spreadClause(spreadOf({ statistic, interval, range }), { distinctFrom: 1 })
}

export interface SpreadFormat {
  factor?: number
  /** Decimals are added until no end looks like this value. */
  distinctFrom?: number
  percent?: boolean
}
