import type { ExperimentResult } from '../findings/analysis.ts'
import { joined, say } from '../text/phrase.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { panelsInTwoColumns } from './panels.ts'
import { sizes } from './sizes.ts'
import { summariesDrawn } from './statistics.ts'
import { hasSummary, metricInWords } from './strip.ts'

/** An experiment of blocks: each program in its configurations, a panel for each with an axis of its own. */
export function programsFigure({ metrics: all, notMeasured }: ExperimentResult): Unspoken<Figure> {
  const metrics = all.filter((metric) => metric.better !== 'neither' && hasSummary(metric))
  if (metrics.length === 0) return { spec: null, reason: joined(notMeasured, ' ') || say('chart.no-trial') }
  return {
    spec: panelsInTwoColumns(metrics),
    n: say('chart.acceleration.n', { summaries: summariesDrawn(metrics), sizes: sizes(metrics) }),
    description: joined(metrics.map(metricInWords), ' '),
  }
}
