import { sizes } from '../../../charts/sizes.ts'
import { areSingle, statisticsOf } from '../../../charts/statistics.ts'
import type { Metric } from '../../../findings/model/metric.ts'
import type { Claim } from '../../../findings/model/verdict.ts'
import { say, type Text } from '../../../text/phrase.ts'

/** What the numbers of a table are, how its ratios were made, and n: the end of its caption. */
export function summariesNote(metrics: readonly Pick<Metric, 'title' | 'arms'>[], claims: readonly Claim[]): Text {
  const made = new Set(claims.map(({ statistic }) => statistic))
  const method = made.has('geometric-mean-of-ratios')
    ? say('table.method.paired')
    : made.has('ratio-of-geometric-means')
      ? say('table.method.welch')
      : ''
  if (areSingle(metrics)) return say('table.summaries.single', { sizes: sizes(metrics) })
  return say('table.summaries', { statistics: statisticsOf(metrics), method, sizes: sizes(metrics) })
}
