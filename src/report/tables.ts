import type { Analysis, Arm, Comparison, Metric } from '../findings/analysis.ts'
import { formatInterval, formatNumber } from '../findings/format.ts'
import { repetition } from './experiment-view.ts'
import { formatCount, NOT_MEASURED } from './format.ts'
import type { ViewModel } from './shape.ts'
import type { Cell, Table } from './table.ts'
import type { TableId } from './vocabulary.ts'

/** A table with the sentence on n that ends its caption, or the reason why there is none. */
export type NumberedTable = { table: Table; n: string } | { table: null; reason: string }

const DASH = '–'

export function buildTable(id: TableId, analysis: Analysis, view: ViewModel): NumberedTable {
  switch (id) {
    case 'acceleration':
      return metricsTable(analysis.acceleration.metrics.filter(isEffect), analysis.acceleration.notMeasured)
    case 'network':
      return metricsTable(analysis.network.metrics.filter(isEffect), analysis.network.notMeasured)
    case 'exits':
      return metricsTable(analysis.network.metrics.filter((metric) => !isEffect(metric)), analysis.network.notMeasured)
    case 'migrations':
      return migrationsTable(view)
    case 'machines':
      return { table: machinesTable(view), n: '' }
    case 'samples':
      return samplesTable(view)
  }
}

/** Effects are better one way or the other; counts that explain them are not. */
export function isEffect(metric: Metric): boolean {
  return metric.better !== 'neither'
}

function metricsTable(metrics: readonly Metric[], notMeasured: readonly string[]): NumberedTable {
  const arms = new Map(metrics.flatMap((metric) => metric.arms.map((arm) => [arm.configuration, arm] as const)))
  if (![...arms.values()].length || metrics.every((metric) => metric.arms.every(({ summary }) => summary === null))) {
    return { table: null, reason: notMeasured.join(' ') || 'No trial of this experiment was finished.' }
  }
  const pair = metrics.flatMap(({ comparisons }) => comparisons)[0]
  const ratioTitle = pair === undefined
    ? []
    : [{ title: `ratio, ${arms.get(pair.of)?.label ?? pair.of} to ${arms.get(pair.against)?.label ?? pair.against}`, align: 'decimal' as const }]
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
        ...[...arms.keys()].map((configuration) => armCell(metric.arms.find((arm) => arm.configuration === configuration))),
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

/** `n = 3 boots with -enable-kvm, 3 boots without, 3 rounds on host 1 itself`. */
export function sizes(metrics: readonly Metric[]): string {
  const byLabel = new Map<string, { least: Arm; most: Arm }>()
  for (const arm of metrics.flatMap((metric) => metric.arms)) {
    const seen = byLabel.get(arm.label)
    byLabel.set(arm.label, {
      least: seen === undefined || arm.trials < seen.least.trials ? arm : seen.least,
      most: seen === undefined || arm.trials > seen.most.trials ? arm : seen.most,
    })
  }
  const texts = [...byLabel].map(([label, { least, most }]) => {
    const n = least.trials === most.trials ? formatCount(most.trials) : `${formatCount(least.trials)} to ${formatCount(most.trials)}`
    return `${n} ${repetition(most)} ${label}`
  })
  return `n = ${texts.join(', ')}`
}

function migrationsTable(view: ViewModel): NumberedTable {
  const { all, notMeasured } = view.migration
  if (all.length === 0) return { table: null, reason: notMeasured.join(' ') || 'No migration was finished.' }
  const split = (text: string): Cell => {
    const [number = '', ...unit] = text.split('\u00a0')
    return unit.length === 0 ? text : { number, note: unit.join(' ') }
  }
  return {
    table: {
      columns: [
        { title: 'no.', align: 'left' },
        { title: 'from, to', align: 'left' },
        { title: 'total', align: 'decimal' },
        { title: 'copied', align: 'decimal' },
        { title: 'passes', align: 'decimal' },
        { title: 'downtime, QEMU', align: 'decimal' },
        { title: 'downtime, events', align: 'decimal' },
        { title: 'downtime, probe', align: 'decimal' },
        { title: 'pings lost', align: 'decimal' },
      ],
      rows: all.map((migration) => [
        migration.number,
        `${migration.source} → ${migration.destination}`,
        split(migration.total),
        split(migration.transferred),
        { number: migration.passes },
        split(migration.downtimeQemu),
        split(migration.downtimeEvents),
        split(migration.downtimeProbe),
        { number: migration.pingsLost, note: `of ${migration.pingsSent}` },
      ]),
    },
    n: `n = ${formatCount(all.length)} ${all.length === 1 ? 'migration' : 'migrations'}.`,
  }
}

function machinesTable({ environment: { lab, host, vm } }: ViewModel): Table {
  const row = (title: string, of: (machine: ViewModel['environment']['vm']) => string) => [title, of(lab), of(host), of(vm)]
  return {
    columns: ['', 'the user’s computer', 'host 1 and host 2', 'the VM'].map((title) => ({ title, align: 'left' as const })),
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
      columns: ['quantity', 'configuration', 'samples', 'raw files'].map((title) => ({ title, align: 'left' as const })),
      rows: view.raw.map(({ metric, configuration, values, files }) => [metric, configuration, values, files]),
    },
    n: 'Bars separate repetitions; warm-ups stand in brackets.',
  }
}
