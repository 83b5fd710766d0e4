import type { Metric } from '../findings/model/metric.ts'
import { LABEL_WIDTH, stripPanel, VALUE_WIDTH } from './strip.ts'
import { COLUMN_WIDTH, CONFIG } from './theme.ts'

const GAP = 18
const WIDTH = (COLUMN_WIDTH - GAP - 4 - 2 * (LABEL_WIDTH + VALUE_WIDTH)) / 2

/** Metrics in two columns, a panel for each with an axis of its own. */
export const panelsInTwoColumns = (metrics: readonly Metric[]) => ({
  config: CONFIG,
  columns: 2,
  spacing: { row: 12, column: GAP },
  resolve: { scale: { x: 'independent' as const, y: 'independent' as const } },
  concat: metrics.map((metric) => stripPanel(metric, WIDTH, true)),
})
