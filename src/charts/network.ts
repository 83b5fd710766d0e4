import type { Analysis } from '../findings/analysis.ts'
import type { Metric } from '../findings/model/metric.ts'
import { joined, say } from '../text/phrase.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { panelsInTwoColumns } from './panels.ts'
import { sizes } from './sizes.ts'
import { summariesDrawn } from './statistics.ts'
import { hasSummary, LABEL_WIDTH, metricInWords, stripPanel, VALUE_WIDTH } from './strip.ts'
import { COLUMN_WIDTH, CONFIG } from './theme.ts'

/** What section C is about, as against what it costs and what explains it. */
export const isMainOfNetwork = ({ role }: Metric): boolean => role === 'headline'

/** What the figure of costs shows, and that of the cards. */
export const metricsOfCosts = ({ metrics }: Analysis['network']): Metric[] =>
  metrics.filter((metric) => metric.role === 'cost' && metric.better !== 'neither' && hasSummary(metric))
export const metricsOfCards = ({ metrics }: Analysis['network']): Metric[] =>
  metrics.filter((metric) => isMainOfNetwork(metric) && hasSummary(metric))

/** Section C: what the two cards cost: processor time, throughput without offloads, datagrams. */
export function networkCostsFigure({ network }: Analysis): Unspoken<Figure> {
  const metrics = metricsOfCosts(network)
  if (metrics.length === 0) return { spec: null, reason: joined(network.notMeasured, ' ') || say('chart.no-trial') }
  return {
    spec: panelsInTwoColumns(metrics),
    n: say('chart.network.n', { summaries: summariesDrawn(metrics), sizes: sizes(metrics) }),
    description: joined(metrics.map(metricInWords), ' '),
  }
}

/** Section C: throughput in both directions and round-trip times, with the two cards. */
export function networkFigure({ network }: Analysis): Unspoken<Figure> {
  const metrics = metricsOfCards(network)
  if (metrics.length === 0) {
    return { spec: null, reason: joined(network.notMeasured, ' ') || say('chart.no-trial') }
  }
  return {
    spec: {
      config: CONFIG,
      spacing: 12,
      resolve: { scale: { x: 'independent', y: 'independent' } },
      vconcat: metrics.map((metric) => stripPanel(metric, COLUMN_WIDTH - LABEL_WIDTH - VALUE_WIDTH - 8, true)),
    },
    n: say('chart.network.n', { summaries: summariesDrawn(metrics), sizes: sizes(metrics) }),
    description: joined(metrics.map(metricInWords), ' '),
  }
}
