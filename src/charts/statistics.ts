import type { Metric } from '../findings/model/metric.ts'
import type { Summary } from '../statistics/summary.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'

/** Whether nothing was repeated: a mean of one is none. */
export const areSingle = (metrics: readonly Pick<Metric, 'arms'>[]): boolean =>
  metrics.every(({ arms }) => arms.every(({ trials }) => trials <= 1))

/** What the summaries of metrics are: the most frequent statistic, then the others, each with the metrics that have it. */
export function statisticsOf(metrics: readonly Pick<Metric, 'title' | 'arms'>[]): Text {
  if (areSingle(metrics)) return say('statistics.single')
  const byStatistic = new Map<Summary['statistic'], Set<Text>>()
  for (const { title, arms } of metrics)
    for (const { summary } of arms)
      if (summary) byStatistic.set(summary.statistic, (byStatistic.get(summary.statistic) ?? new Set()).add(title))
  const [first, ...others] = [...byStatistic].toSorted(([, a], [, b]) => b.size - a.size)
  if (!first) return ''
  return others.reduce<Text>(
    (all, [statistic, titles]) =>
      say('statistics.others', {
        first: all,
        titles: listed([...titles].map((title) => say('quoted', { text: title }))),
        statistic: say(`statistic.${statistic}.many`),
      }),
    say(`statistic.${first[0]}.many`),
  )
}

/** What ticks, numbers and bars of a figure of metrics are. */
export const summariesDrawn = (metrics: readonly Pick<Metric, 'title' | 'arms'>[], isCut: boolean): Text =>
  joined([say('chart.summaries', { statistics: statisticsOf(metrics) }), ...(isCut ? [say('chart.cut')] : [])], ' ')
