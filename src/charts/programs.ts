import type { ExperimentResult } from '../findings/analysis.ts'
import type { Figure } from './figure.ts'
import { sizes } from './sizes.ts'
import { panelsInTwoColumns } from './panels.ts'
import { hasSummary, metricInWords } from './strip.ts'
import { say } from '../text/say.ts'

/** An experiment of blocks: each program in its configurations, a panel for each with an axis of its own. */
export function programsFigure({ metrics: all, notMeasured }: ExperimentResult): Figure {
  const metrics = all.filter((metric) => metric.better !== 'neither' && hasSummary(metric))
  if (metrics.length === 0) return { spec: null, reason: notMeasured.join(' ') || say('chart.no-trial') }
  return {
    spec: panelsInTwoColumns(metrics),
    n: say('chart.acceleration.n', { sizes: sizes(metrics) }),
    description: metrics.map(metricInWords).join(' '),
  }
}
