import { otherHost } from '../../../data/host-name.ts'
import { RAW_FILES } from '../../../data/raw-files.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { settingName, workloadName } from '../../../findings/matrix/cell-name.ts'
import { cellQuantity, LOG } from '../../../findings/matrix/cell-quantity.ts'
import type { Quantity } from '../../../findings/model/quantity.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { migrationsN, numberCell, wholeCell } from './cells.ts'
import { type Cell, DASH, decimal, groupedTable, groupsOf, left, type NumberedTable } from './table.ts'

/** Cells of one direction stand together, whose packets take the same way; some were not moved at all. */
const wayOf = ({ source }: Analysis['matrix']['cells'][number]): Text =>
  source === null
    ? say('table.not-run')
    : say('D.way', { source: say(`place.${source}`), destination: say(`place.${otherHost(source)}`) })

/** Every cell of the matrix. A dash stands where the cell can't have the value. */
export function matrixTable({ cells, notMeasured }: Analysis['matrix']): NumberedTable {
  if (cells.length === 0) return { table: null, reason: notMeasured.join(' ') || say('chart.matrix.none') }
  const columns = [
    ...[say('table.setting'), say('table.workload'), say('table.outcome')].map(left),
    ...[
      say('table.total'),
      say('table.down-qemu'),
      say('table.down-events'),
      say('table.down-probe'),
      say('table.moved'),
      say('table.passes'),
      say('table.iperf3-percent'),
      say('table.perf-percent'),
    ].map(decimal),
  ]
  const rowOf = (cell: (typeof cells)[number]): Cell[] => {
    const { result } = cell
    const of = (metric: string, value: number | null, unit: Text, file: string): Quantity | null =>
      cellQuantity(cell.trial, metric, value, unit, file)
    const down = (clock: 'Qemu' | 'Events' | 'Probe', value: number | null, file: string): Cell =>
      numberCell(of(`downtime${clock}Ms`, value, 'ms', file), result === null ? DASH : say('not-measured'))
    return [
      settingName(cell.setting),
      workloadName(cell.workload),
      say(`outcome.${cell.outcome}`),
      numberCell(of('total', cell.lastedMs === null ? null : cell.lastedMs / 1000, 's', LOG)),
      down('Qemu', result?.downtimeMs.qemu ?? null, LOG),
      down('Events', result?.downtimeMs.events ?? null, RAW_FILES.qmpDestination),
      down('Probe', result?.downtimeMs.probe ?? null, RAW_FILES.fping),
      numberCell(
        of('transferredMegabytes', cell.transferredBytes === null ? null : cell.transferredBytes / 1e6, 'MB', LOG),
      ),
      wholeCell(of('passes', cell.passes, '', LOG)),
      numberCell(of('iperf3Percent', cell.iperf3Percent, '%', RAW_FILES.iperf3)),
      numberCell(of('perfPercent', cell.perfPercent, '%', RAW_FILES.perfVm)),
    ]
  }
  return {
    table: groupedTable(columns, groupsOf(cells, wayOf, rowOf)),
    n: say('table.matrix.n', { n: migrationsN(cells.filter(({ outcome }) => outcome !== 'not-offered').length) }),
  }
}
