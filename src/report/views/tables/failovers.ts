import { RAW_FILES } from '../../../data/raw-files.ts'
import type { ConfigurationOf } from '../../../experiments/catalogue.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { SOURCES } from '../../../findings/failover/metrics.ts'
import { armIn, labelOf, type Metric } from '../../../findings/model/metric.ts'
import { originsIn, overTrials } from '../../../findings/model/quantity.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { formatWhole } from '../../../text/quantities.ts'
import { armCell, wholeCell } from './cells.ts'
import { type Cell, DASH, decimal, left, type NumberedTable } from './table.ts'

type Arm = ConfigurationOf<'failover'>
type Quantity = keyof typeof SOURCES

/** Live migration beside fault tolerance, with what this run has of both; a dash stands where there can be no such thing. */
export function failoversTable({ migration, failover }: Analysis): NumberedTable {
  const { failovers, metrics, notMeasured } = failover
  if (failovers.length === 0) return { table: null, reason: notMeasured.join(' ') || say('chart.failover.none') }
  const of = (arm: Arm) => failovers.filter(({ configuration }) => configuration === arm)
  const moved = (id: string): Cell => summary(migration.metrics, id, 'precopy')
  const killed = (key: Quantity, arm: Arm): Cell => summary(metrics, `failover.${key}`, arm)
  const sum = (key: Quantity): Cell =>
    wholeCell(
      overTrials('sum', '', originsIn(`failover.${key}`, SOURCES[key].file, of('colo'), SOURCES[key].value)),
      say('not-measured'),
    )
  const written = (key: 'written' | 'missing'): Cell =>
    wholeCell(
      overTrials(
        'sum',
        '',
        originsIn(`migration.disk.${key}`, RAW_FILES.writer, migration.migrations, ({ disk }) =>
          disk === null ? null : key === 'written' ? disk.written : disk.lost + disk.altered,
        ),
      ),
      say('not-measured'),
    )
  const row = (title: Text, unit: Text, migrated: Cell, colo: Cell, alone: Cell): Cell[] => [
    title,
    unit,
    migrated,
    colo,
    alone,
  ]
  return {
    table: {
      columns: [
        left(say('table.measured')),
        left(say('table.unit')),
        decimal(labelOf('precopy')),
        decimal(labelOf('colo')),
        decimal(labelOf('unprotected')),
      ],
      rows: [
        row(say('F.row.still'), 'ms', moved('migration.downtimeEventsMs'), killed('checkpointPauseMs', 'colo'), DASH),
        row(say('F.row.share'), '%', DASH, killed('stillPercent', 'colo'), DASH),
        row(say('F.row.interval'), 'ms', DASH, killed('checkpointIntervalMs', 'colo'), DASH),
        row(say('F.row.cable'), 'MB', DASH, killed('megabytesPerCheckpoint', 'colo'), DASH),
        row(
          say('F.row.stream'),
          'Mbit/s',
          DASH,
          killed('streamMegabitsPerSecond', 'colo'),
          killed('streamMegabitsPerSecond', 'unprotected'),
        ),
        row(say('F.row.round-trip'), 'ms', DASH, killed('roundTripMs', 'colo'), killed('roundTripMs', 'unprotected')),
        row(say('F.row.first'), 'ms', DASH, killed('firstAnswerMs', 'colo'), endOf(of('unprotected'))),
        row(say('F.row.notice'), 'ms', DASH, killed('noticeMs', 'colo'), killed('noticeMs', 'unprotected')),
        row(say('F.row.told'), 'ms', DASH, killed('toldMs', 'colo'), DASH),
        row(say('F.row.takeover'), 'ms', DASH, killed('takeoverMs', 'colo'), DASH),
        row(
          say('F.row.gap'),
          'ms',
          moved('migration.downtimeProbeMs'),
          killed('gapMs', 'colo'),
          endOf(of('unprotected')),
        ),
        row(say('F.row.gap-before'), 'ms', DASH, killed('gapBeforeMs', 'colo'), killed('gapBeforeMs', 'unprotected')),
        row(say('F.row.records'), '', written('written'), sum('acknowledged'), DASH),
        row(say('F.row.missing'), '', written('missing'), sum('missing'), DASH),
      ],
    },
    n: noteOf(migration.migrations.length, of('colo').length, of('unprotected').length),
  }
}

function noteOf(migrations: number, colo: number, unprotected: number): Text {
  const kills = { colo: formatWhole(colo), unprotected: formatWhole(unprotected) }
  return migrations === 0
    ? say('F.table.n.kills', kills)
    : say('F.table.n', { ...kills, migrations: formatWhole(migrations) })
}

function summary(metrics: readonly Metric[], id: string, arm: Arm | 'precopy'): Cell {
  const metric = metrics.find((one) => one.id === id)
  return metric === undefined ? say('not-measured') : armCell(metric, armIn(metric, arm))
}

/** Whether a VM that nobody took over was ever heard of again. */
function endOf(unprotected: Analysis['failover']['failovers']): Cell {
  if (unprotected.length === 0) return say('not-measured')
  return unprotected.every(({ gapMs }) => gapMs === null) ? say('F.row.gap.no-end') : DASH
}
