import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import type { Metric } from '../findings/model/metric.ts'
import { joined, say, type Text } from '../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { rowAxis, valueAxis } from './row-axes.ts'
import { extentOf } from './scale.ts'
import { drawn, summaryTip } from './strip.ts'
import { COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

/** The panels, and the metric of each. */
export const CLOCKS = [
  { key: 'qemu', metric: 'migration.downtimeQemuMs', title: say('chart.downtime.qemu') },
  { key: 'events', metric: 'migration.downtimeEventsMs', title: say('chart.downtime.events') },
  { key: 'probe', metric: 'migration.downtimeProbeMs', title: say('chart.downtime.probe') },
] as const

const LABELS = 46
const GAP = 16
const WIDTH = (COLUMN_WIDTH - LABELS - 2 * GAP - 10) / 3
const ROW = 15

/** Section D: downtime of each migration by three clocks that know nothing of each other. */
export function downtimeFigure({ migration }: Analysis): Unspoken<Figure> {
  const { migrations } = migration
  const all = migrations.flatMap(({ downtimeMs }) => Object.values(downtimeMs).filter((value) => value !== null))
  if (all.length === 0) return { spec: null, reason: joined(migration.notMeasured, ' ') || say('chart.downtime.none') }
  const metric = (id: string) => migration.metrics.find((candidate) => candidate.id === id)
  return {
    spec: {
      config: CONFIG,
      spacing: GAP,
      hconcat: CLOCKS.map(({ key, title, metric: id }, index) =>
        panel(title, key, migrations, metric(id), all, index === 0),
      ),
    },
    n: say('chart.downtime.n', { n: formatCount(migrations.length, 'migration') }),
    description: joined(
      CLOCKS.map(({ title, metric: id }) => {
        const summary = metric(id)?.arms[0]?.summary
        return summary
          ? say('chart.metric.summary', {
              title,
              statistic: say(`statistic.${summary.statistic}`),
              values: `${formatNumber(summary.value)} ms`,
            })
          : say('chart.metric', { title, values: say('not-measured') })
      }),
      ' ',
    ),
  }
}

function panel(
  title: Text,
  key: 'qemu' | 'events' | 'probe',
  migrations: readonly MigrationResult[],
  metric: Metric | undefined,
  all: readonly number[],
  first: boolean,
): Unspoken<LayerSpec<string>> {
  const names = [
    ...migrations.map(({ repetition }) => say('chart.migration', { number: repetition })),
    say('statistic.median'),
  ]
  const summary = metric?.arms[0]?.summary ?? null
  const extent = extentOf(all)
  const [least, most] = extent.domain
  const x = valueAxis(extent, 'ms')
  const y = rowAxis('name', names, first)
  const points = migrations.map(({ repetition, downtimeMs, clockErrorMs }) => {
    const value = downtimeMs[key]
    const error = key === 'events' ? clockErrorMs : 0
    return {
      name: say('chart.migration', { number: repetition }),
      value,
      low: Math.max(least, (value ?? 0) - error),
      high: Math.min(most, (value ?? 0) + error),
      tip: tip(
        title,
        value === null ? '' : say('tip.migration-value', { number: repetition, value: formatQuantity(value, 'ms') }),
        error > 0 ? say('tip.clocks', { error: formatQuantity(error, 'ms') }) : '',
      ),
    }
  })
  const median =
    summary === null
      ? []
      : [
          {
            name: say('statistic.median'),
            tip: summaryTip({ title, unit: 'ms' }, say('tip.over-migrations'), summary),
            ...drawn(summary, extent.domain),
          },
        ]
  return {
    title: { text: title },
    width: WIDTH,
    height: ROW * names.length,
    layer: [
      {
        data: { values: points.filter(({ value }) => value !== null) },
        mark: { type: 'rule', strokeWidth: 3, color: COLOURS.line },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y },
      },
      {
        data: { values: points.filter(({ value }) => value !== null) },
        mark: { type: 'point', filled: true, size: 26, color: COLOURS.blue, fillOpacity: 0.9 },
        encoding: { x, y },
      },
      {
        data: { values: points.filter(({ value }) => value === null) },
        mark: {
          type: 'text',
          align: 'left',
          x: 4,
          text: say('not-measured'),
          fontStyle: 'italic',
          color: COLOURS.quiet,
          fontSize: SMALL_SIZE,
        },
        encoding: { y },
      },
      {
        data: { values: median.filter(({ low }) => low !== null) },
        mark: { type: 'rule', strokeWidth: 1.6, color: COLOURS.ink },
        encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y },
      },
      {
        data: { values: median },
        mark: { type: 'tick', orient: 'vertical', thickness: 1.6, size: 11, color: COLOURS.ink },
        encoding: { x, y },
      },
      {
        data: { values: median },
        mark: { type: 'text', align: 'left', x: 2, baseline: 'middle', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { y, text: { field: 'text' } },
      },
    ],
  }
}
