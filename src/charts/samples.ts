import type { ExperimentResult } from '../findings/analysis.ts'
import type { Metric } from '../findings/model/metric.ts'
import { joined, say, type Text } from '../text/phrase.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { panelsInTwoColumns } from './panels.ts'
import { sizes } from './sizes.ts'
import { summariesDrawn } from './statistics.ts'
import { extentOfArms, hasCut, hasSummary, metricInWords } from './strip.ts'

/** What a figure of all samples shows. */
export const metricsOfSamples = ({ metrics }: Pick<ExperimentResult, 'metrics'>): Metric[] =>
  metrics.filter((metric) => metric.better !== 'neither' && hasSummary(metric))

/** Every sample of these metrics, a panel for each with an axis of its own. */
export function samplesFigure(metrics: readonly Metric[], notMeasured: readonly Text[]): Unspoken<Figure> {
  if (metrics.length === 0) return { spec: null, reason: joined(notMeasured, ' ') || say('chart.no-trial') }
  const isCut = metrics.some(({ arms }) => hasCut(arms, extentOfArms(arms)))
  return {
    spec: panelsInTwoColumns(metrics),
    n: say('chart.samples.n', { summaries: summariesDrawn(metrics, isCut), sizes: sizes(metrics) }),
    description: joined(metrics.map(metricInWords), ' '),
  }
}
