import type { TopLevelSpec } from 'vega-lite'
import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import { say, type Text } from '../text/phrase.ts'
import { formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import { extentOf } from './scale.ts'
import { COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

const HEIGHT = 92
const LEFT = 28
const GAP = 10
const ROW_GAP = 8

/** Throughput over time in a panel of its own. */
export interface ThroughputPanel {
  title: Text
  /** What its values are of, where they are read out. */
  name: Text
  /** In Mbit/s. */
  points: readonly { s: number; value: number }[]
  /** Seconds for which a migration lasted, from 0 on, which are shaded. */
  shadedS?: number
}

/** How the panels of a figure are drawn. */
export interface ThroughputSettings {
  title: Text
  axis: Text
  /** Panels side by side: with more one would be too narrow for its title. */
  mostColumns: number
  pointSize: number
  /** Where the axis of time begins; by default with the first point. */
  fromS?: number
}

/** Panels of throughput on the same axes, at least one. */
export function throughputPanels(
  panels: readonly ThroughputPanel[],
  { title, axis, mostColumns, pointSize, fromS }: ThroughputSettings,
): Unspoken<TopLevelSpec> {
  const points = panels.flatMap((one) => one.points)
  const seconds = points.map(({ s }) => s)
  const extent = extentOf([0, ...points.map(({ value }) => value)])
  const domain: [number, number] = [fromS ?? Math.min(...seconds), Math.max(...seconds)]
  const columns = Math.min(mostColumns, panels.length)
  const width = Math.floor((COLUMN_WIDTH - LEFT - (columns - 1) * GAP - 4) / columns)

  const panel = (one: ThroughputPanel, index: number): Unspoken<LayerSpec<string>> => {
    const isLowest = index + columns >= panels.length
    const x = {
      field: 's',
      type: 'quantitative' as const,
      scale: { domain, nice: false, zero: false },
      axis: {
        title: isLowest ? axis : null,
        labels: isLowest,
        grid: false,
        tickCount: Math.max(3, Math.floor(width / 28)),
      },
    }
    const y = {
      field: 'value',
      type: 'quantitative' as const,
      scale: { domain: extent.domain, nice: false },
      axis:
        index % columns === 0
          ? {
              values: extent.ticks,
              format: ',~r',
              title: null,
              domain: false,
              ticks: false,
              grid: false,
              minExtent: LEFT,
            }
          : null,
    }
    const data = {
      values: one.points.map(({ s, value }) => ({
        s,
        value,
        tip: tip(one.name, say('tip.at', { value: formatQuantity(value, 'Mbit/s'), time: formatQuantity(s, 's') })),
      })),
    }
    return {
      title: { text: one.title, fontSize: SMALL_SIZE },
      width,
      height: HEIGHT,
      layer: [
        ...(one.shadedS === undefined
          ? []
          : [
              {
                data: { values: [{ s: 0, end: one.shadedS }] },
                mark: { type: 'rect' as const, color: COLOURS.band },
                encoding: { x, x2: { field: 'end' } },
              },
            ]),
        // Panels without an axis of their own have its lines all the same.
        {
          data: { values: extent.ticks.map((value) => ({ value })) },
          mark: { type: 'rule', strokeWidth: 0.6, color: COLOURS.hair },
          encoding: { y },
        },
        { data, mark: { type: 'line', strokeWidth: 0.8, color: COLOURS.blue }, encoding: { x, y } },
        { data, mark: { type: 'point', filled: true, size: pointSize, color: COLOURS.blue }, encoding: { x, y } },
      ],
    }
  }

  return {
    config: CONFIG,
    title: { text: say('chart.title-with-unit', { title, unit: 'Mbit/s' }) },
    columns,
    spacing: { row: ROW_GAP, column: GAP },
    concat: panels.map(panel),
  }
}
