import type { Analysis } from '../../../findings/analysis.ts'
import { settingName, workloadName } from '../../../findings/matrix/cell-name.ts'
import { say } from '../../../text/phrase.ts'
import { formatWhole } from '../../../text/quantities.ts'
import { migrationsN, numberCell } from './cells.ts'
import { type Cell, DASH, decimal, left, type NumberedTable } from './table.ts'

/** Every cell of the matrix. A dash stands where the cell can't have the value. */
export function matrixTable({ cells, notMeasured }: Analysis['matrix']): NumberedTable {
  if (cells.length === 0) return { table: null, reason: notMeasured.join(' ') || say('chart.matrix.none') }
  return {
    table: {
      columns: [
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
      ],
      rows: cells.map((cell): Cell[] => {
        const { result } = cell
        const measured = (value: number | null): Cell => numberCell(value, result === null ? DASH : say('not-measured'))
        return [
          settingName(cell.setting),
          workloadName(cell.workload),
          say(`outcome.${cell.outcome}`),
          numberCell(cell.lastedMs === null ? null : cell.lastedMs / 1000),
          measured(result?.downtimeMs.qemu ?? null),
          measured(result?.downtimeMs.events ?? null),
          measured(result?.downtimeMs.probe ?? null),
          numberCell(cell.transferredBytes === null ? null : cell.transferredBytes / 1e6),
          cell.passes === null ? DASH : { number: formatWhole(cell.passes) },
          numberCell(cell.iperf3Percent),
          numberCell(cell.perfPercent),
        ]
      }),
    },
    n: say('table.matrix.n', { n: migrationsN(cells.filter(({ outcome }) => outcome !== 'not-offered').length) }),
  }
}
