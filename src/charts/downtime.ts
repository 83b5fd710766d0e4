import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import { PAUSE_CLOCKS, type PauseClock, pausesOf } from '../findings/migration/pause-findings.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import { spreadOf } from '../findings/model/spread.ts'
import type { Summary } from '../statistics/summary.ts'
import { joined, say, type Text } from '../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import { CLOCK_LEGEND, CLOCK_SLOT, CLOCKS, clockMark } from './clocks.ts'
import type { Figure } from './figure.ts'
import { legend } from './legend.ts'
import { rowAxis, valueAxis } from './row-axes.ts'
import { extentOf, reached } from './scale.ts'
import { endsOfBar, spreadBars } from './spread-bars.ts'
import { drawn, summaryTip, told } from './strip.ts'
import { BY_MARK, COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

const LABELS = 132
const VALUES = 40
const WIDTH = COLUMN_WIDTH - LABELS - VALUES - 4
const ROW = 16
const LEGEND_Y = -10
/** Of the axis, which is as long as the figure is wide. */
const STEPS = 8

/** Section D: downtime of each migration by three clocks that know nothing of each other, a row each. */
export function downtimeFigure({ migration }: Analysis): Unspoken<Figure> {
  const { migrations } = migration
  if (migrations.every((one) => pausesOf(one).length === 0))
    return { spec: null, reason: joined(migration.notMeasured, ' ') || say('chart.downtime.none') }
  const summaries = PAUSE_CLOCKS.map((clock) => ({
    clock,
    summary: migration.metrics.find(({ id }) => id === CLOCKS[clock].metric)?.arms[0]?.summary ?? null,
  }))
  return {
    spec: { config: CONFIG, ...plot(migrations, summaries) },
    n: say('chart.downtime.n', { n: formatCount(migrations.length, 'migration') }),
    description: joined(
      summaries.map(({ clock, summary }) => {
        const { title } = CLOCKS[clock]
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

const rowName = ({ repetition }: MigrationResult): Text => say('chart.migration', { number: repetition })

/** The row of the median by one clock. */
const medianName = (clock: PauseClock): Text => say('chart.downtime.median', { clock: CLOCKS[clock].label })

function plot(
  migrations: readonly MigrationResult[],
  summaries: readonly { clock: PauseClock; summary: Summary | null }[],
): Unspoken<LayerSpec<string>> {
  const rows = [...migrations.map(rowName), ...summaries.map(({ clock }) => medianName(clock))]
  const pauses = migrations.flatMap((one) => pausesOf(one).map((pause) => ({ migration: one, ...pause })))
  const extent = extentOf(
    reached(
      pauses.map(({ ms }) => ms),
      summaries.flatMap(({ summary }) => (summary === null ? [] : endsOfBar(spreadOf(summary)))),
    ),
    STEPS,
  )
  const x = valueAxis(extent, 'ms')
  const y = rowAxis('name', rows, true, LABELS)
  const medians = summaries.flatMap(({ clock, summary }) =>
    summary === null
      ? []
      : [
          {
            name: medianName(clock),
            tip: summaryTip({ title: CLOCKS[clock].title, unit: 'ms' }, say('tip.over-migrations'), summary),
            ...drawn(summary, extent.domain),
          },
        ],
  )
  const missing = [
    ...migrations.filter((one) => pausesOf(one).length === 0).map(rowName),
    ...summaries.flatMap(({ clock, summary }) => (summary === null ? [medianName(clock)] : [])),
  ]
  return {
    width: WIDTH,
    height: ROW * rows.length,
    layer: [
      joinedPauses(migrations, x, y),
      {
        data: {
          values: pauses.map(({ migration, clock, ms }) => ({
            name: rowName(migration),
            value: ms,
            ...clockMark(clock),
            tip: tip(
              CLOCKS[clock].title,
              say('tip.migration-value', { number: migration.repetition, value: formatQuantity(ms, 'ms') }),
              clock === 'events' ? say('tip.clocks', { error: formatQuantity(migration.clockErrorMs, 'ms') }) : '',
            ),
          })),
        },
        mark: { type: 'point', size: 34, strokeWidth: 1.2 },
        encoding: { x, y, ...BY_MARK },
      },
      ...spreadBars(medians, { x, y }),
      {
        data: { values: told(medians) },
        mark: { type: 'tick', orient: 'vertical', thickness: 1.6, size: 10, color: COLOURS.ink },
        encoding: { x, y },
      },
      {
        data: { values: told(medians) },
        mark: { type: 'text', align: 'right', baseline: 'middle', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { x: { value: WIDTH + VALUES }, y, text: { field: 'text' } },
      },
      {
        data: { values: missing.map((name) => ({ name, text: say('not-measured') })) },
        mark: {
          type: 'text',
          align: 'left',
          x: 4,
          baseline: 'middle',
          fontStyle: 'italic',
          color: COLOURS.quiet,
          fontSize: SMALL_SIZE,
        },
        encoding: { y, text: { field: 'text' } },
      },
      ...legend(CLOCK_LEGEND, { y: LEGEND_Y, slot: CLOCK_SLOT }),
    ],
  }
}

/** A line from the shortest to the longest of one pause: how far its clocks are apart. */
function joinedPauses(
  migrations: readonly MigrationResult[],
  x: ReturnType<typeof valueAxis>,
  y: ReturnType<typeof rowAxis>,
): Unspoken<LayerSpec<string>['layer'][number]> {
  const values = migrations.flatMap((one) => {
    const lengths = pausesOf(one).map(({ ms }) => ms)
    return lengths.length < 2 ? [] : [{ name: rowName(one), low: Math.min(...lengths), high: Math.max(...lengths) }]
  })
  return {
    data: { values },
    mark: { type: 'rule', strokeWidth: 0.8, color: COLOURS.line },
    encoding: { x: { ...x, field: 'low' }, x2: { field: 'high' }, y },
  }
}
