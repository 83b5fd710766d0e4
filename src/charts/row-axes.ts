import type { Text } from '../text/phrase.ts'
import { type Extent, scaleOf } from './scale.ts'
import { COLOURS } from './theme.ts'

/** The channel of `value` in a panel of rows, on an axis that fits it. */
export const valueAxis = (extent: Extent, title: Text | null) => ({
  field: 'value',
  type: 'quantitative' as const,
  scale: scaleOf(extent),
  axis: { values: extent.ticks, format: ',~r', title, grid: true },
})

/** The channel of `value` on a logarithmic axis of ratios. */
export const ratioAxis = (extent: Extent) => ({
  field: 'value',
  type: 'quantitative' as const,
  scale: scaleOf(extent),
  axis: { values: extent.ticks, labelExpr: "format(datum.value, ',~r') + '×'", title: null, grid: true },
})

/** The name of the layer that says what the lower end of such an axis means. */
export const AXIS_END = 'axis-end'

/**
 * The channel of the rows, from the top down.
 * @param named whether their names stand on the left: of panels side by side those of the first are enough
 * @param width least room for the names, px
 */
export const rowAxis = (field: string, rows: readonly Text[], named: boolean, width?: number) => ({
  field,
  type: 'nominal' as const,
  sort: [...rows],
  scale: { domain: [...rows] },
  axis: named
    ? {
        title: null,
        domain: false,
        ticks: false,
        labelColor: COLOURS.ink,
        labelLimit: 200,
        labelPadding: 6,
        ...(width === undefined ? {} : { minExtent: width }),
      }
    : null,
})

/** Names with more letters have two lines: they are parted at their comma, else at the first space after their middle. */
const LETTERS = 24
const IS_LONG = `length(datum.label) > ${LETTERS}`
const LINES =
  "indexof(datum.label, ', ') > 0 ? split(replace(datum.label, ', ', ',\\n'), '\\n')" +
  " : split(replace(datum.label, regexp('^(.{' + floor(length(datum.label) / 2) + '}[^ ]*) '), '$1\\n'), '\\n')"
/** The second line of a name begins this far below the first, of which half is above the middle of the row. */
const LINE_HEIGHT = 11

/** The channel of rows that are high enough for names of two lines. */
export function foldedRowAxis(field: string, rows: readonly Text[], width: number) {
  const { axis, ...channel } = rowAxis(field, rows, true, width)
  return {
    ...channel,
    axis: {
      ...axis,
      labelExpr: `${IS_LONG} ? (${LINES}) : datum.label`,
      labelLineHeight: LINE_HEIGHT,
      labelOffset: { condition: { test: IS_LONG, value: -LINE_HEIGHT / 2 }, value: 0 },
    },
  }
}
