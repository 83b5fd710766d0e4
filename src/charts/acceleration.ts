import type { Analysis } from '../findings/analysis.ts'
import type { Figure } from './figure.ts'
import { sizes } from './sizes.ts'
import { hasSummary, LABEL_WIDTH, metricInWords, stripPanel, VALUE_WIDTH } from './strip.ts'
import { COLUMN_WIDTH, CONFIG } from './theme.ts'
import { say } from '../words/say.ts'

const GAP = 18
const WIDTH = (COLUMN_WIDTH - GAP - 4 - 2 * (LABEL_WIDTH + VALUE_WIDTH)) / 2

/** Section B: each program in its configurations, a panel for each with an axis of its own. */
export function accelerationFigure({ acceleration }: Analysis): Figure {
  const metrics = acceleration.metrics.filter((metric) => metric.better !== 'neither' && hasSummary(metric))
  if (metrics.length === 0) {
    return { spec: null, reason: acceleration.notMeasured.join(' ') || say('chart.no-trial') }
  }
  return {
    spec: {
      config: CONFIG,
      columns: 2,
      spacing: { row: 12, column: GAP },
      resolve: { scale: { x: 'independent', y: 'independent' } },
      concat: metrics.map((metric) => stripPanel(metric, WIDTH, true)),
    },
    n:
      say('chart.acceleration.n', { sizes: sizes(metrics) }),
    description: metrics.map(metricInWords).join(' '),
  }
}
