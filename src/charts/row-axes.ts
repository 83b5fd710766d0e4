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
