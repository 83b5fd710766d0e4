import type { Configuration } from '../../data/schema.ts'
import type { Interval } from '../../statistics/interval.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatInterval, formatNumber } from '../../text/quantities.ts'
import { isHeadline } from './families.ts'
import type { Comparison, Metric } from './metric.ts'
import { type Fared, faredOf } from './outcome.ts'
import { type Quantity, ratioQuantity, reciprocalQuantity } from './quantity.ts'

/** One quantity that answers the question of a section, and how a configuration fared in it. */
export interface Case {
  metric: Metric
  comparison: Comparison
  fared: Fared
  /** How many times worse it was, whichever way the quantity goes: below 1 where it was better. */
  worseBy: number | null
  interval: Interval | null
}

const reciprocalOf = ({ low, high }: Interval): Interval => ({ low: 1 / high, high: 1 / low })

/** How a configuration fared beside another in all quantities that answer a section's question. */
export function casesOf(metrics: readonly Metric[], of: Configuration, against: Configuration): Case[] {
  return metrics.filter(isHeadline).flatMap((metric): Case[] => {
    const comparison = metric.comparisons.find((one) => one.of === of && one.against === against)
    const fared = faredOf(metric, of, against)
    if (!comparison || fared === 'not-measured') return []
    const { ratio, interval } = comparison
    const turned = metric.better === 'higher'
    return [
      {
        metric,
        comparison,
        fared,
        worseBy: ratio === null ? null : turned ? 1 / ratio : ratio,
        interval: interval !== null && turned ? reciprocalOf(interval) : interval,
      },
    ]
  })
}

/** The same factor, with all that it comes from. */
export function effectQuantity({ metric, comparison, worseBy }: Case): Quantity | null {
  const ratio = ratioQuantity(metric, comparison)
  return ratio === null || worseBy === null || ratio.value >= 1 ? ratio : reciprocalQuantity(ratio)
}

/** By what factor a claimed case was worse, or better, whichever it was, with its interval. */
export function effectOf({ metric, worseBy, interval }: Case): { title: Text; factor: string; interval: Text } {
  const better = worseBy !== null && worseBy < 1
  const shown = interval !== null && better ? reciprocalOf(interval) : interval
  return {
    title: metric.title,
    factor: formatNumber(better ? 1 / worseBy : (worseBy ?? Number.NaN)),
    interval: shown === null ? '' : say('interval', { interval: formatInterval(shown, 3, 1) }),
  }
}
