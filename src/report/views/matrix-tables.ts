import type { Analysis } from '../../findings/analysis.ts'
import { cellName, settingName, workloadName } from '../../findings/matrix/cell-name.ts'
import { formatNumber, formatWhole } from '../../text/quantities.ts'
import { isPostcopy, type MatrixCell } from '../../findings/matrix/cell.ts'
import { DASH, type Cell, decimal, left, type NumberedTable } from './table.ts'
import { say } from '../../text/say.ts'

const number = (value: number | null): Cell => (value === null ? DASH : { number: formatNumber(value) })
const countOf = (cells: readonly MatrixCell[]): string =>
  say('table.n', { n: say('count-of.migration', { count: formatWhole(cells.length) }) })

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
        const measured = (value: number | null): Cell =>
          result !== null && value === null ? say('not-measured') : number(value)
        return [
          settingName(cell.setting),
          workloadName(cell.workload),
          say(`outcome.${cell.outcome}`),
          number(cell.lastedMs === null ? null : cell.lastedMs / 1000),
          measured(result?.downtimeMs.qemu ?? null),
          measured(result?.downtimeMs.events ?? null),
          measured(result?.downtimeMs.probe ?? null),
          number(cell.transferredBytes === null ? null : cell.transferredBytes / 1e6),
          cell.passes === null ? DASH : { number: formatWhole(cell.passes) },
          number(cell.iperf3Percent),
          number(cell.perfPercent),
        ]
      }),
    },
    n: say('table.matrix.n', { n: countOf(cells.filter(({ outcome }) => outcome !== 'not-offered')) }),
  }
}

const converges = (value: boolean): string => say(value ? 'table.yes' : 'table.no')

/** Predicted beside measured, for the cells to which the model applies. */
export function predictionTable({ cells }: Analysis['matrix']): NumberedTable {
  const predicted = cells.flatMap((cell) => (cell.prediction === null ? [] : [{ cell, prediction: cell.prediction }]))
  if (predicted.length === 0) return { table: null, reason: say('table.prediction.none') }
  const megabytes = (value: number | null): Cell => number(value === null ? null : value / 1e6)
  const seconds = (ms: number | null): Cell => number(ms === null ? null : ms / 1000)
  return {
    table: {
      columns: [
        left(say('table.cell')),
        ...[
          say('table.dirtied'),
          say('table.first-pass'),
          say('table.total-predicted'),
          say('table.total-measured'),
          say('table.down-predicted'),
          say('table.down-qemu'),
        ].map(decimal),
        ...[say('table.converges-predicted'), say('table.converges-seen')].map(left),
      ],
      rows: predicted.map(({ cell, prediction }): Cell[] => [
        cellName(cell),
        megabytes(cell.dirtyBytesPerSecond),
        megabytes(cell.firstPassBytesPerSecond),
        seconds(prediction.totalMs),
        seconds(cell.result?.totalMs ?? null),
        number(prediction.downtimeMs),
        number(cell.result?.downtimeMs.qemu ?? null),
        converges(prediction.converges),
        cell.outcome === 'failed' ? say('outcome.failed') : converges(cell.outcome === 'completed'),
      ]),
    },
    n: cells.some((cell) => isPostcopy(cell))
      ? say('table.prediction.n-postcopy', { n: countOf(predicted.map(({ cell }) => cell)) })
      : countOf(predicted.map(({ cell }) => cell)),
  }
}
