import type { Analysis, Arm, Comparison, Metric } from '../findings/analysis.ts'
import { formatInterval, formatNumber, formatWhole } from '../findings/format.ts'
import { sizes } from '../charts/sizes.ts'
import { NOT_MEASURED } from './format.ts'
import { PLACES } from './instruction-view.ts'
import type { ViewModel } from './shape.ts'
import type { Cell, Table } from './table.ts'
import type { TableId } from './vocabulary.ts'

/** A table with the sentence on n that ends its caption, or the reason why there is none. */
type NumberedTable = { table: Table; n: string } | { table: null; reason: string }

const DASH = '–'

export function buildTable(id: TableId, analysis: Analysis, view: ViewModel): NumberedTable {
  switch (id) {
    case 'acceleration':
      return metricsTable(analysis.acceleration.metrics.filter(isEffect), analysis.acceleration.notMeasured)
    case 'network':
      return metricsTable(analysis.network.metrics.filter(isEffect), analysis.network.notMeasured)
    case 'exits':
      return metricsTable(
        analysis.network.metrics.filter((metric) => !isEffect(metric)),
        analysis.network.notMeasured,
      )
    case 'migrations':
      return migrationsTable(analysis.migration)
    case 'machines':
      return { table: machinesTable(view), n: '' }
    case 'samples':
      return samplesTable(view)
  }
}

/** Effects are better one way or the other; counts that explain them are not. */
function isEffect(metric: Metric): boolean {
  return metric.better !== 'neither'
}

function metricsTable(metrics: readonly Metric[], notMeasured: readonly string[]): NumberedTable {
  const arms = new Map(metrics.flatMap((metric) => metric.arms.map((arm) => [arm.configuration, arm] as const)))
  if (![...arms.values()].length || metrics.every((metric) => metric.arms.every(({ summary }) => summary === null))) {
    return { table: null, reason: notMeasured.join(' ') || 'No trial of this experiment was finished.' }
  }
  const pair = metrics.flatMap(({ comparisons }) => comparisons)[0]
  const ratioTitle =
    pair === undefined
      ? []
      : [
          {
            title: `ratio, ${arms.get(pair.of)?.label ?? pair.of} to ${arms.get(pair.against)?.label ?? pair.against}`,
            align: 'decimal' as const,
          },
        ]
  return {
    table: {
      columns: [
        { title: 'measured', align: 'left' },
        { title: 'unit', align: 'left' },
        ...[...arms.values()].map(({ label }) => ({ title: label, align: 'decimal' as const })),
        ...ratioTitle,
      ],
      rows: metrics.map((metric): Cell[] => [
        metric.title,
        metric.unit,
        ...[...arms.keys()].map((configuration) =>
          armCell(metric.arms.find((arm) => arm.configuration === configuration)),
        ),
        ...(pair === undefined
          ? []
          : [ratioCell(metric.comparisons.find(({ of, against }) => of === pair.of && against === pair.against))]),
      ]),
    },
    n: `Medians over repetitions with 95 % intervals; ${sizes(metrics)}.`,
  }
}

function armCell(arm: Arm | undefined): Cell {
  if (arm === undefined) return DASH
  if (arm.summary === null) return NOT_MEASURED
  const { value, interval } = arm.summary
  return { number: formatNumber(value), note: interval ? formatInterval(interval) : 'no interval' }
}

function ratioCell(comparison: Comparison | undefined): Cell {
  if (comparison === undefined || comparison.ratio === null) return DASH
  const { ratio, interval } = comparison
  return { number: formatNumber(ratio), note: interval ? formatInterval(interval, 3, 1) : 'no interval' }
}

function migrationsTable({ migrations, notMeasured }: Analysis['migration']): NumberedTable {
  if (migrations.length === 0) return { table: null, reason: notMeasured.join(' ') || 'No migration was finished.' }
  const decimal = (title: string) => ({ title, align: 'decimal' as const })
  const number = (value: number | null): Cell => (value === null ? NOT_MEASURED : { number: formatNumber(value) })
  const megabits = (value: number | null) => number(value === null ? null : value / 1e6)
  return {
    table: {
      columns: [
        { title: 'no.', align: 'left' },
        { title: 'from', align: 'left' },
        ...[
          'total, s',
          'copied, MiB',
          'passes',
          'down, QEMU, ms',
          'down, events, ms',
          'down, probe, ms',
          'Mbit/s before',
          'Mbit/s copying',
          'Mbit/s after',
          'pings lost',
        ].map(decimal),
      ],
      rows: migrations
        .map((migration): Cell[] => [
          formatWhole(migration.repetition),
          PLACES[migration.source].replace(' ', '\u00a0'),
          number(migration.totalMs / 1000),
          number(migration.transferredBytes / 2 ** 20),
          { number: formatWhole(migration.passes) },
          number(migration.downtimeMs.qemu),
          number(migration.downtimeMs.events),
          number(migration.downtimeMs.probe),
          megabits(migration.throughput.baseline),
          megabits(migration.throughput.copying),
          megabits(migration.throughput.after),
          { number: formatWhole(migration.pings.lost) },
        ]),
    },
    n: `n = ${formatWhole(migrations.length)} ${migrations.length === 1 ? 'migration' : 'migrations'}.`,
  }
}

function machinesTable({ environment: { lab, host, vm } }: ViewModel): Table {
  const row = (title: string, of: (machine: ViewModel['environment']['vm']) => string) => [
    title,
    of(lab),
    of(host),
    of(vm),
  ]
  return {
    columns: ['', 'the user’s computer', 'host 1 and host 2', 'the VM'].map((title) => ({
      title,
      align: 'left' as const,
    })),
    rows: [
      row('processor', ({ cpuModel }) => cpuModel),
      row('processors', ({ cpus }) => cpus),
      row('memory', ({ memory }) => memory),
      row('system', ({ os }) => os),
      row('kernel', ({ kernel }) => kernel),
      ['accelerator', DASH, host.accelerator, 'as configured'],
      ['QEMU', lab.qemuVersion, host.qemuVersion, DASH],
      ['perf', DASH, host.perfVersion, 'as on the hosts'],
      ['iperf3', DASH, host.iperf3Version, 'as on the hosts'],
    ],
  }
}

function samplesTable(view: ViewModel): NumberedTable {
  if (view.raw.length === 0) return { table: null, reason: 'Nothing was measured.' }
  return {
    table: {
      columns: ['quantity', 'configuration', 'samples', 'raw files'].map((title) => ({
        title,
        align: 'left' as const,
      })),
      rows: view.raw.map(({ metric, configuration, values, files }) => [metric, configuration, values, files]),
    },
    n: 'Bars separate repetitions; warm-ups stand in brackets. Files are named from trials/ on, an asterisk for each number.',
  }
}
