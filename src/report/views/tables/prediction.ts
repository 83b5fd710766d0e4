import type { Analysis } from '../../../findings/analysis.ts'
import { isPostcopy } from '../../../findings/matrix/cell.ts'
import { migrationName } from '../../../findings/matrix/cell-name.ts'
import { cellQuantity, LOG } from '../../../findings/matrix/cell-quantity.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { migrationsN, numberCell, wholeCell } from './cells.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

const converges = (value: boolean): Text => say(value ? 'table.yes' : 'table.no')

/** Predicted beside measured, for the cells to which the model applies. */
export function predictionTable({ cells }: Analysis['matrix']): NumberedTable {
  const predicted = cells.flatMap((cell) => (cell.prediction === null ? [] : [{ cell, prediction: cell.prediction }]))
  if (predicted.length === 0) return { table: null, reason: say('table.prediction.none') }
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
      rows: predicted.map(({ cell, prediction }): Cell[] => {
        const of = (metric: string, value: number | null, divisor: number, unit: Text): Cell =>
          numberCell(cellQuantity(cell.trial, metric, value === null ? null : value / divisor, unit, LOG))
        return [
          migrationName(cell, cells),
          wholeCell(cellQuantity(cell.trial, 'dirtyMebibytesPerSecond', cell.dirtyMebibytesPerSecond, 'MiB/s', LOG)),
          of('firstPassMebibytesPerSecond', cell.firstPassBytesPerSecond, 2 ** 20, 'MiB/s'),
          of('predictedTotal', prediction.totalMs, 1000, 's'),
          of('total', cell.result?.totalMs ?? null, 1000, 's'),
          of('predictedDowntimeMs', prediction.downtimeMs, 1, 'ms'),
          of('downtimeQemuMs', cell.result?.downtimeMs.qemu ?? null, 1, 'ms'),
          converges(prediction.converges),
          cell.outcome === 'failed' ? say('outcome.failed') : converges(cell.outcome === 'completed'),
        ]
      }),
    },
    n: say('table.prediction.n', {
      postcopy: cells.some((cell) => isPostcopy(cell)) ? say('table.prediction.postcopy') : '',
      n: migrationsN(predicted.length),
    }),
  }
}
