import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { type Extent, extentOf } from './scale.ts'
import { COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE } from './theme.ts'
import { placeName } from './timeline-panels.ts'
import { tip } from './tip.ts'

const HEIGHT = 92
const LEFT = 28
const GAP = 10
const ROW_GAP = 8
/** Migrations side by side: with more a panel would be too narrow for its title. */
const MOST_COLUMNS = 5

/** Section D: throughput of iperf3 in every migration, a panel each on the same axes, from the migrate command on. */
export function overlayFigure({ migration }: Analysis): Unspoken<Figure> {
  const shown = migration.migrations.filter(({ series }) => series.iperf3.length > 0)
  if (shown.length === 0) return { spec: null, reason: joined(migration.notMeasured, ' ') || say('chart.overlay.none') }
  const points = shown.flatMap(({ series }) => series.iperf3)
  const extent = extentOf([0, ...points.map(({ value }) => value / 1e6)])
  const domain: [number, number] = [Math.min(...points.map(({ s }) => s)), Math.max(...points.map(({ s }) => s))]
  const columns = Math.min(MOST_COLUMNS, shown.length)
  const width = Math.floor((COLUMN_WIDTH - LEFT - (columns - 1) * GAP - 4) / columns)
  return {
    spec: {
      config: CONFIG,
      title: { text: say('chart.title-with-unit', { title: say('chart.timeline.throughput'), unit: 'Mbit/s' }) },
      columns,
      spacing: { row: ROW_GAP, column: GAP },
      concat: shown.map((one, index) =>
        panel(one, extent, domain, width, {
          isFirst: index % columns === 0,
          isLowest: index + columns >= shown.length,
        }),
      ),
    },
    n: say('chart.overlay.n', { n: formatCount(shown.length, 'migration') }),
    description: say('chart.overlay.words', { migrations: listed(shown.map(inWords), 'list.clauses') }),
  }
}

function panel(
  { repetition, source, destination, totalMs, series }: MigrationResult,
  extent: Extent,
  domain: [number, number],
  width: number,
  { isFirst, isLowest }: { isFirst: boolean; isLowest: boolean },
): Unspoken<LayerSpec<string>> {
  const way = say('chart.way', { source: placeName(source), destination: placeName(destination) })
  const x = {
    field: 's',
    type: 'quantitative' as const,
    scale: { domain, nice: false, zero: false },
    axis: {
      title: isLowest ? say('axis.after-migrate.short') : null,
      labels: isLowest,
      grid: false,
      tickCount: Math.max(3, Math.floor(width / 28)),
    },
  }
  const y = {
    field: 'value',
    type: 'quantitative' as const,
    scale: { domain: extent.domain, nice: false },
    axis: isFirst
      ? { values: extent.ticks, format: ',~r', title: null, domain: false, ticks: false, grid: false, minExtent: LEFT }
      : null,
  }
  const data = {
    values: series.iperf3.map(({ s, value }) => ({
      s,
      value: value / 1e6,
      tip: tip(
        say('tip.migration', { number: repetition, way }),
        say('tip.at', { value: formatQuantity(value / 1e6, 'Mbit/s'), time: formatQuantity(s, 's') }),
      ),
    })),
  }
  return {
    title: { text: say('chart.overlay.panel', { number: repetition, way }), fontSize: SMALL_SIZE },
    width,
    height: HEIGHT,
    layer: [
      {
        data: { values: [{ s: 0, end: totalMs / 1000 }] },
        mark: { type: 'rect', color: COLOURS.band },
        encoding: { x, x2: { field: 'end' } },
      },
      // Panels without an axis of their own have its lines all the same.
      {
        data: { values: extent.ticks.map((value) => ({ value })) },
        mark: { type: 'rule', strokeWidth: 0.6, color: COLOURS.hair },
        encoding: { y },
      },
      { data, mark: { type: 'line', strokeWidth: 0.8, color: COLOURS.blue }, encoding: { x, y } },
      { data, mark: { type: 'point', filled: true, size: 3, color: COLOURS.blue }, encoding: { x, y } },
    ],
  }
}

function inWords({ repetition, throughput: { baseline, copying, after } }: MigrationResult): Text {
  const values = [baseline, copying, after].map((value) =>
    value === null ? say('not-measured') : formatNumber(value / 1e6),
  )
  return say('chart.overlay.migration', { number: repetition, values: listed(values) })
}
