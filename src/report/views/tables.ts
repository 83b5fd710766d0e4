import type { Analysis } from '../../findings/analysis.ts'
import type { Metric } from '../../findings/model/metric.ts'
import { formatNumber, formatWhole } from '../../text/quantities.ts'
import { asSentence } from '../../findings/model/missing.ts'
import { isMainOfNetwork } from '../../charts/network.ts'
import { sizes } from '../../charts/sizes.ts'
import { clockTable } from './clock-table.ts'
import { comparedTable } from './compared-table.ts'
import { controlsTable } from './controls-table.ts'
import { designTable } from './design-table.ts'
import { armCell, ratioCell } from './metric-cells.ts'
import { exitReasonsTable, translatorTable } from './profile-tables.ts'
import type { ViewModel } from '../../templates/shape.ts'
import { matrixTable, predictionTable } from './matrix-tables.ts'
import { type Cell, DASH, decimal, type NumberedTable, type Table } from './table.ts'
import type { TableId } from '../../templates/vocabulary.ts'
import { say, spoken } from '../../text/say.ts'
import type { Words } from '../../text/words.ts'

export function buildTable(id: TableId, analysis: Analysis, view: ViewModel, words: Words): NumberedTable {
  return spoken(tableOf(id, analysis, view), words)
}

function tableOf(id: TableId, analysis: Analysis, view: ViewModel): NumberedTable {
  switch (id) {
    case 'acceleration':
      return metricsTable(analysis.acceleration.metrics.filter(isEffect), analysis.acceleration.notMeasured)
    case 'network':
      return metricsTable(
        analysis.network.metrics.filter((metric) => isEffect(metric) && isMainOfNetwork(metric)),
        analysis.network.notMeasured,
      )
    case 'network-costs':
      return metricsTable(
        analysis.network.metrics.filter((metric) => isEffect(metric) && !isMainOfNetwork(metric)),
        analysis.network.notMeasured,
      )
    case 'exit-reasons':
      return profiled(exitReasonsTable(analysis.acceleration))
    case 'translator':
      return profiled(translatorTable(analysis.acceleration))
    case 'exits':
      return metricsTable(
        analysis.network.metrics.filter((metric) => !isEffect(metric) && metric.id.endsWith('PerMegabyte')),
        analysis.network.trials.finished > 0 ? [say('chart.exits.none')] : analysis.network.notMeasured,
      )
    case 'migrations':
      return migrationsTable(analysis.migration)
    case 'clocks': {
      const [first] = analysis.migration.migrations
      return first === undefined
        ? { table: null, reason: say('chart.no-migration') }
        : { table: clockTable(first), n: '' }
    }
    case 'controls-acceleration':
      return controlsTable(analysis.acceleration.controls)
    case 'controls-network':
      return controlsTable(analysis.network.controls)
    case 'design':
      return designTable(analysis)
    case 'matrix':
      return matrixTable(analysis.matrix)
    case 'prediction':
      return predictionTable(analysis.matrix)
    case 'compared':
      return comparedTable(analysis.compared)
    case 'machines':
      return { table: machinesTable(view), n: '' }
    case 'samples':
      return samplesTable(view)
  }
}

const profiled = (table: Table | null): NumberedTable =>
  table === null ? { table, reason: asSentence(say('reason.no-profile')) } : { table, n: '' }

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
              of: arms.get(pair.of)?.label ?? pair.of,
              against: arms.get(pair.against)?.label ?? pair.against,
            }),
            align: 'decimal' as const,
          },
        ]
  return {
    table: {
      columns: [
        { title: say('table.measured'), align: 'left' },
        { title: say('table.unit'), align: 'left' },
        ...[...arms.values()].map(({ label }) => decimal(label)),
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

function migrationsTable({ migrations, notMeasured }: Analysis['migration']): NumberedTable {
  if (migrations.length === 0) return { table: null, reason: notMeasured.join(' ') || say('chart.no-migration') }
  const number = (value: number | null): Cell =>
    value === null ? say('not-measured') : { number: formatNumber(value) }
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
      rows: migrations.map((migration): Cell[] => [
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
      columns: [say('table.quantity'), say('table.configuration'), say('table.samples'), say('table.files')].map(
        (title) => ({
          title,
          align: 'left' as const,
        }),
      ),
      rows: view.raw.map(({ metric, configuration, values, files }) => [metric, configuration, values, files]),
    },
    n: say('table.samples.n'),
  }
}
