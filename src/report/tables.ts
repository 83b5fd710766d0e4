import type { Analysis, Arm, Comparison, Metric } from '../findings/analysis.ts'
import { formatInterval, formatNumber, formatWhole } from '../findings/format.ts'
import { sizes } from '../charts/sizes.ts'
import type { ViewModel } from './shape.ts'
import { matrixTable, predictionTable } from './matrix-tables.ts'
import { DASH, type Cell, type Table } from './table.ts'
import type { TableId } from './vocabulary.ts'
import { say, spoken } from '../words/say.ts'
import type { Words } from '../words/words.ts'

/** A table with the sentence on n that ends its caption, or the reason why there is none. */
export type NumberedTable = { table: Table; n: string } | { table: null; reason: string }

export function buildTable(id: TableId, analysis: Analysis, view: ViewModel, words: Words): NumberedTable {
  return spoken(tableOf(id, analysis, view), words)
}

function tableOf(id: TableId, analysis: Analysis, view: ViewModel): NumberedTable {
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
    case 'matrix':
      return matrixTable(analysis.matrix)
    case 'prediction':
      return predictionTable(analysis.matrix)
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
    return { table: null, reason: notMeasured.join(' ') || say('table.no-trial') }
  }
  const pair = metrics.flatMap(({ comparisons }) => comparisons)[0]
  const ratioTitle =
    pair === undefined
      ? []
      : [
          {
            title: say('table.ratio', {
              of: arms.get(pair.of)?.label ?? pair.of, against: arms.get(pair.against)?.label ?? pair.against,
            }),
            align: 'decimal' as const,
          },
        ]
  return {
    table: {
      columns: [
        { title: say('table.measured'), align: 'left' },
        { title: say('table.unit'), align: 'left' },
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
    n: say('table.medians', { sizes: sizes(metrics) }),
  }
}

function armCell(arm: Arm | undefined): Cell {
  if (arm === undefined) return DASH
  if (arm.summary === null) return say('not-measured')
  const { value, interval } = arm.summary
  return { number: formatNumber(value), note: interval ? formatInterval(interval) : say('no-interval') }
}

function ratioCell(comparison: Comparison | undefined): Cell {
  if (comparison === undefined || comparison.ratio === null) return DASH
  const { ratio, interval } = comparison
  return { number: formatNumber(ratio), note: interval ? formatInterval(interval, 3, 1) : say('no-interval') }
}

function migrationsTable({ migrations, notMeasured }: Analysis['migration']): NumberedTable {
  if (migrations.length === 0) return { table: null, reason: notMeasured.join(' ') || say('chart.no-migration') }
  const decimal = (title: string) => ({ title, align: 'decimal' as const })
  const number = (value: number | null): Cell => (value === null ? say('not-measured') : { number: formatNumber(value) })
  const megabits = (value: number | null) => number(value === null ? null : value / 1e6)
  return {
    table: {
      columns: [
        { title: say('table.number'), align: 'left' },
        { title: say('table.from'), align: 'left' },
        ...[
          say('table.total'),
          say('table.copied'),
          say('table.passes'),
          say('table.down-qemu'),
          say('table.down-events'),
          say('table.down-probe'),
          say('table.before'),
          say('table.copying'),
          say('table.after'),
          say('table.pings-lost'),
        ].map(decimal),
      ],
      rows: migrations
        .map((migration): Cell[] => [
          formatWhole(migration.repetition),
          say(`place.${migration.source}`),
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
    n: say('table.n', { n: say('count-of.migration', { count: formatWhole(migrations.length) }) }),
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
    columns: ['', say('table.lab'), say('table.hosts'), say('place.vm')].map((title) => ({
      title,
      align: 'left' as const,
    })),
    rows: [
      row(say('table.machine.processor'), ({ cpuModel }) => cpuModel),
      row(say('table.machine.processors'), ({ cpus }) => cpus),
      row(say('table.machine.memory'), ({ memory }) => memory),
      row(say('table.machine.system'), ({ os }) => os),
      row(say('table.machine.kernel'), ({ kernel }) => kernel),
      [say('table.machine.accelerator'), DASH, host.accelerator, say('table.as-configured')],
      ['QEMU', lab.qemuVersion, host.qemuVersion, DASH],
      ['perf', DASH, host.perfVersion, say('table.as-on-hosts')],
      ['iperf3', DASH, host.iperf3Version, say('table.as-on-hosts')],
    ],
  }
}

function samplesTable(view: ViewModel): NumberedTable {
  if (view.raw.length === 0) return { table: null, reason: say('table.nothing-measured') }
  return {
    table: {
      columns: [say('table.quantity'), say('table.configuration'), say('table.samples'), say('table.files')].map((title) => ({
        title,
        align: 'left' as const,
      })),
      rows: view.raw.map(({ metric, configuration, values, files }) => [metric, configuration, values, files]),
    },
    n: say('table.samples.n'),
  }
}
