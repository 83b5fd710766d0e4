import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Configuration } from '../experiments/catalogue.ts'
import { labelOf } from '../findings/model/metric.ts'
import { spreadClause } from '../findings/model/spread.ts'
import { say, type Text } from '../text/phrase.ts'
import { formatNumber } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import { legend } from './legend.ts'
import { type Lane, type RatioRow, spreadOfFactor } from './ratio-lanes.ts'
import { AXIS_END, foldedRowAxis, ratioAxis } from './row-axes.ts'
import type { Extent } from './scale.ts'
import { barOf, spreadBars, withoutBar } from './spread-bars.ts'
import { BY_MARK, COLOURS, COLUMN_WIDTH, HOLLOW, MARKS, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

const LABELS = 124
const VALUES = 40
const WIDTH = COLUMN_WIDTH - LABELS - VALUES - 4

/** Height of a row: of each configuration in it, and of what parts it from the next. */
const LANE = 16
const ROW_GAP = 6
/** With room for a name of two lines. */
const LOWEST_ROW = 24

/** From one name above the plot to the next, and where they and the name of the reference stand. */
const LEGEND_SLOT = 118
const LEGEND_Y = -23
const REFERENCE_Y = -7
/** Below the numbers of the axis. */
const WORDS_Y = 24

/** Where the marks of a lane stand in their row, from 1 at its top to -1: those of parts above the bar, so that none hides another. */
function offsetsOf(index: number, count: number): { parts: number; bar: number; middle: number } {
  const middle = 1 - (2 * index + 1) / count
  return { parts: middle + 0.5 / count, bar: middle - 0.4 / count, middle: middle - 0.25 / count }
}

/** Rows of ratios on one axis, the worse the further to the right. */
export function ratioPlot(
  rows: readonly RatioRow[],
  extent: Extent,
  reference: Configuration,
  isSpeed: boolean,
): Unspoken<LayerSpec<string>> {
  const lanesOfRow = Math.max(...rows.map(({ lanes }) => lanes.length))
  const height = rows.length * Math.max(LOWEST_ROW, ROW_GAP + LANE * lanesOfRow)
  const x = ratioAxis(extent)
  const y = foldedRowAxis(
    'label',
    rows.map(({ metric }) => metric.title),
    LABELS,
  )
  const yOffset = { field: 'offset', type: 'quantitative' as const, scale: { domain: [-1, 1] } }
  const placed = rows.flatMap(({ metric, lanes }) =>
    lanes.map((lane, index) => ({ metric, lane, at: offsetsOf(index, lanes.length) })),
  )
  const parts = placed.flatMap(({ metric, lane, at }) =>
    lane.parts.map(({ name, quantity: { value } }) => ({
      label: metric.title,
      offset: at.parts,
      value,
      shape: MARKS[lane.configuration].shape,
      fill: MARKS[lane.configuration].colour,
      stroke: 'transparent',
      tip: tip(metric.title, ratioTip(lane, reference, value), name),
    })),
  )
  const factors = placed.flatMap(({ metric, lane, at }) => {
    const { factor, isClaimed, configuration } = lane
    if (factor === null) return []
    const { colour, shape } = MARKS[configuration]
    const spread = spreadOfFactor(factor)
    return [
      {
        label: metric.title,
        offset: at.bar,
        value: factor.value,
        shape,
        fill: isClaimed ? colour : HOLLOW,
        stroke: colour,
        tip: tip(
          metric.title,
          ratioTip(lane, reference, factor.value),
          spreadClause(spread, 1),
          say(isClaimed ? 'tip.claimed' : 'tip.not-claimed'),
        ),
        ...barOf(spread, extent.domain),
      },
    ]
  })
  const texts = placed.flatMap(({ metric, lane: { factor, instead }, at }) => {
    const text = factor === null ? instead : say('chart.ratios.factor', { factor: formatNumber(factor.value) })
    return text === '' ? [] : [{ label: metric.title, offset: at.middle, text }]
  })
  const [from, to] = extent.domain
  const word = (value: number, text: Text, align: 'left' | 'right') => ({
    ...(align === 'left' ? { name: AXIS_END } : {}),
    data: { values: [{ value }] },
    mark: {
      type: 'text' as const,
      text,
      align,
      y: height + WORDS_Y,
      baseline: 'middle' as const,
      fontSize: SMALL_SIZE,
      color: COLOURS.ink,
    },
    encoding: { x },
  })
  const configurations = [...new Set(placed.map(({ lane }) => lane.configuration))]
  return {
    width: WIDTH,
    height,
    layer: [
      {
        data: { values: [{ value: 1 }] },
        mark: { type: 'rule', strokeWidth: 0.9, color: COLOURS.ink },
        encoding: { x },
      },
      {
        data: { values: [{ value: 1 }] },
        mark: {
          type: 'text',
          text: say('chart.ratios.reference', { configuration: labelOf(reference) }),
          y: REFERENCE_Y,
          baseline: 'middle',
          fontSize: SMALL_SIZE,
          color: COLOURS.ink,
        },
        encoding: { x },
      },
      {
        data: { values: parts },
        mark: { type: 'point', size: 13, strokeWidth: 0, fillOpacity: 0.7 },
        encoding: { x, y, yOffset, ...BY_MARK },
      },
      ...spreadBars(factors, { x, y, yOffset }),
      {
        data: { values: factors.map(withoutBar) },
        mark: { type: 'point', size: 42, strokeWidth: 1.3 },
        encoding: { x, y, yOffset, ...BY_MARK },
      },
      {
        data: { values: texts },
        mark: { type: 'text', align: 'right', baseline: 'middle', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { x: { value: WIDTH + VALUES }, y, yOffset, text: { field: 'text' } },
      },
      word(from, say(isSpeed ? 'chart.ratios.faster' : 'chart.ratios.better'), 'left'),
      word(
        to,
        say(isSpeed ? 'chart.ratios.slower' : 'chart.ratios.worse', { configuration: labelOf(reference) }),
        'right',
      ),
      ...legend(
        configurations.map((configuration) => ({
          label: labelOf(configuration),
          shape: MARKS[configuration].shape,
          fill: MARKS[configuration].colour,
          stroke: MARKS[configuration].colour,
        })),
        { y: LEGEND_Y, slot: LEGEND_SLOT },
      ),
    ],
  }
}

const ratioTip = ({ label }: Lane, reference: Configuration, factor: number): Text =>
  say('tip.ratio', { configuration: label, reference: labelOf(reference), factor: formatNumber(factor) })
