import type { Analysis } from '../findings/analysis.ts'
import type { Metric } from '../findings/model/metric.ts'
import { claimedCosts, isExitsAtRate } from '../findings/network/claimed-costs.ts'
import type { RatioRow } from './ratio-lanes.ts'
import { rowsOfRatios } from './ratios.ts'
import { hasSummary } from './strip.ts'

/** What section C is about, as against what it costs and what explains it. */
export const isMainOfNetwork = ({ role }: Metric): boolean => role === 'headline'

/** What the ratios of section C are of: its answer, and below it the costs that its text speaks of. */
export function isShownOfCards({ metrics }: Pick<Analysis['network'], 'metrics'>): (metric: Metric) => boolean {
  const claimed = new Set(claimedCosts(metrics).map(({ one }) => one.metric.id))
  return (metric) => isMainOfNetwork(metric) || isExitsAtRate(metric) || claimed.has(metric.id)
}

export const rowsOfCards = ({ network }: Pick<Analysis, 'network'>): RatioRow[] =>
  rowsOfRatios('network', network, isShownOfCards(network))

/** What the figures of all samples show: of the cards, and of what they cost. */
export const metricsOfCards = ({ metrics }: Analysis['network']): Metric[] =>
  metrics.filter((metric) => isMainOfNetwork(metric) && hasSummary(metric))
export const metricsOfCosts = ({ metrics }: Analysis['network']): Metric[] =>
  metrics.filter((metric) => metric.role === 'cost' && metric.better !== 'neither' && hasSummary(metric))
