import type { ExperimentResult } from '../findings/analysis.ts'
import type { Metric } from '../findings/model/metric.ts'
import { joined, say } from '../text/phrase.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { panelsInTwoColumns } from './panels.ts'
import { sizes } from './sizes.ts'
import { summariesDrawn } from './statistics.ts'
import { hasSummary, metricInWords } from './strip.ts'

/** What its figure shows. */
export const metricsOfPrograms = ({ metrics }: Pick<ExperimentResult, 'metrics'>): Metric[] =>
  metrics.filter((metric) => metric.better !== 'neither' && hasSummary(metric))

/** An experiment of blocks: each program in its configurations, a panel for each with an axis of its own. */
export function programsFigure(result: ExperimentResult): Unspoken<Figure> {
  const metrics = metricsOfPrograms(result)
  const { notMeasured } = result
  if (metrics.length === 0) return { spec: null, reason: joined(notMeasured, ' ') || say('chart.no-trial') }
  return {
    spec: panelsInTwoColumns(metrics),
    n: say('chart.acceleration.n', { summaries: summariesDrawn(metrics), sizes: sizes(metrics) }),
    description: joined(metrics.map(metricInWords), ' '),
  }
}
