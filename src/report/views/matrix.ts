import { RAW_FILES } from '../../data/raw-files.ts'
import type { ConfigurationOf } from '../../experiments/catalogue.ts'
import type { Analysis } from '../../findings/analysis.ts'
import type { MatrixCell } from '../../findings/matrix/cell.ts'
import { migrationName, settingName, workloadName } from '../../findings/matrix/cell-name.ts'
import { timedCells } from '../../findings/matrix/faults-finding.ts'
import { zeroGroups } from '../../findings/matrix/zeros-finding.ts'
import type { MatrixView } from '../../templates/experiment-shape.ts'
import type { ViewModel } from '../../templates/shape.ts'
import { formatDuration } from '../../text/durations.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatBytes, formatNumber, formatWhole, orNotMeasured } from '../../text/quantities.ts'
import type { Unspoken } from '../../text/spoken.ts'
import { experimentView } from './experiment.ts'

export function matrixView(matrix: Analysis['matrix']): Unspoken<MatrixView> {
  return {
    ...experimentView(matrix),
    measured: matrix.cells.length > 0,
    memory: matrix.memoryBytes === null ? null : formatBytes(matrix.memoryBytes),
    cells: matrix.cells.map((cell) => ({
      trial: cell.trial,
      name: migrationName(cell, matrix.cells),
      setting: settingName(cell.setting),
      workload: workloadName(cell.workload),
      outcome: say(`outcome.${cell.outcome}`),
      reason: cell.reason,
      lasted: orNotMeasured(cell.lastedMs, formatDuration),
      dirtied: orNotMeasured(cell.dirtyMebibytesPerSecond, (rate) => `${formatWhole(rate)}\u00a0MiB/s`),
      acted:
        cell.acted.length === 0
          ? null
          : listed(
              cell.acted.map(({ evidence }) => evidence),
              'list.clauses',
            ),
      pagesRequested: cell.pagesRequested === null ? null : formatNumber(cell.pagesRequested),
    })),
    tried: triedIn(matrix.cells),
    faultsTimed: timedCells(matrix.cells).length > 0,
    zerosCompared: zeroGroups(matrix.cells).length > 0,
    settings: settingViews(matrix.cells),
  }
}

/** Which settings were tried: what a report describes. */
function triedIn(cells: readonly MatrixCell[]): MatrixView['tried'] {
  const has = (name: ConfigurationOf<'matrix'>): boolean =>
    cells.some(({ setting, outcome }) => setting === name && outcome !== 'not-offered')
  return {
    precopy: has('precopy'),
    raised: has('raised'),
    'auto-converge': has('auto-converge'),
    xbzrle: has('xbzrle'),
    'multifd-plain': has('multifd-plain'),
    'multifd-zstd': has('multifd-zstd'),
    postcopy: has('postcopy'),
    'postcopy-preempt': has('postcopy-preempt'),
    'dirty-limit': has('dirty-limit'),
    'zero-none': has('zero-none'),
    'zero-legacy': has('zero-legacy'),
    'zero-multifd': has('zero-multifd'),
  }
}

/** The first cell of each setting stands for all, as they differ in nothing but the workload. */
function settingViews(cells: readonly MatrixCell[]): Unspoken<MatrixView['settings']> {
  const tried = Map.groupBy(
    cells.filter(({ outcome }) => outcome !== 'not-offered'),
    ({ setting }) => setting,
  )
  const orNone = (list: readonly string[]): Text => (list.length === 0 ? say('none') : list.join(', '))
  return [...tried].map(([setting, [first]]) => ({
    name: settingName(setting),
    capabilities: orNone(first?.capabilities ?? []),
    parameters: orNone([
      ...Object.entries(first?.parameters ?? {}).map(([name, value]) => `${name}=${value}`),
      ...(first?.dirtyRing == null ? [] : [`-accel kvm,dirty-ring-size=${first.dirtyRing}`]),
    ]),
  }))
}

interface Quantity {
  title: Text
  unit: string
  file: string
  value: (cell: MatrixCell) => number | null
  /** Printed as QEMU gives it. */
  whole?: true
}

const log = RAW_FILES.qmpSource
const QUANTITIES: readonly Quantity[] = [
  {
    title: say('metric.migration.total'),
    unit: 's',
    file: log,
    value: ({ result }) => result && result.totalMs / 1000,
  },
  {
    title: say('metric.migration.downtimeQemuMs'),
    unit: 'ms',
    file: log,
    value: ({ result }) => result?.downtimeMs.qemu ?? null,
  },
  {
    title: say('metric.migration.downtimeEventsMs'),
    unit: 'ms',
    file: RAW_FILES.qmpDestination,
    value: ({ result }) => result?.downtimeMs.events ?? null,
  },
  {
    title: say('metric.migration.downtimeProbeMs'),
    unit: 'ms',
    file: RAW_FILES.fping,
    value: ({ result }) => result?.downtimeMs.probe ?? null,
  },
  {
    title: say('metric.migration.transferredMegabytes'),
    unit: 'MB',
    file: log,
    value: ({ transferredBytes }) => transferredBytes && transferredBytes / 1e6,
  },
  {
    title: say('metric.matrix.dirtied'),
    unit: 'MiB/s',
    file: log,
    value: ({ dirtyMebibytesPerSecond }) => dirtyMebibytesPerSecond,
    whole: true,
  },
  {
    title: say('metric.migration.throughputCopyingPercent'),
    unit: '%',
    file: RAW_FILES.iperf3,
    value: ({ iperf3Percent }) => iperf3Percent,
  },
  {
    title: say('metric.in-vm-while-copying', { what: say('metric.system-calls') }),
    unit: '%',
    file: RAW_FILES.perfVm,
    value: ({ perfPercent }) => perfPercent,
  },
]

/** A line for each quantity and workload, which has the values of every setting: one for each cell would be pages. */
export function matrixRaw({ cells }: Analysis['matrix']): Unspoken<ViewModel['raw']> {
  return [...Map.groupBy(cells, ({ workload }) => workload)].flatMap(([workload, group]) =>
    QUANTITIES.flatMap(({ title, unit, file, value, whole }) => {
      const valued = group.flatMap((cell) => {
        const one = value(cell)
        return one === null ? [] : [{ setting: cell.setting, text: whole ? formatWhole(one) : formatNumber(one) }]
      })
      if (valued.length === 0) return []
      const settings = [...Map.groupBy(valued, ({ setting }) => setting)].map(([setting, list]) =>
        say('raw.matrix.setting', { setting: settingName(setting), values: list.map(({ text }) => text).join(' | ') }),
      )
      return [
        {
          metric: say('chart.title-with-unit', { title, unit }),
          configuration: say('raw.matrix.workload', { workload: workloadName(workload) }),
          values: listed(settings, 'list.clauses'),
          files: `matrix-*-${workload}-*/${file}`,
        },
      ]
    }),
  )
}
