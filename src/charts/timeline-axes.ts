import { say, type Text } from '../text/phrase.ts'
import type { Extent } from './scale.ts'
import { COLUMN_WIDTH } from './theme.ts'

const LABELS = 34

/** Of a panel, less the labels on its left. */
export const PANEL_WIDTH = COLUMN_WIDTH - LABELS - 12

/** Seconds since the command to migrate, or what else is named: every panel has them, and the last one prints them. */
export function timeAxis(domain: [number, number], last: boolean, title: Text = say('axis.after-migrate')) {
  return {
    field: 's',
    type: 'quantitative' as const,
    scale: { domain, nice: false, zero: false },
    axis: {
      grid: false,
      labels: last,
      ticks: last,
      domain: last,
      tickCount: 14,
      ...(last ? { title } : { title: null }),
    },
  }
}

/** What a panel shows, upwards. */
export function amountAxis({ domain, ticks }: Extent) {
  return {
    field: 'value',
    type: 'quantitative' as const,
    scale: { domain, nice: false },
    // All panels have the same room for labels, so that their time axes lie one above the other.
    axis: {
      values: ticks,
      format: ',~r',
      title: null,
      domain: false,
      ticks: false,
      grid: true,
      minExtent: LABELS,
      maxExtent: LABELS,
    },
  }
}
