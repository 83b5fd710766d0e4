import type { Analysis } from '../../../findings/analysis.ts'
import { isPostcopy } from '../../../findings/matrix/cell.ts'
import { cellName } from '../../../findings/matrix/cell-name.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { migrationsN, numberCell } from './cells.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

const converges = (value: boolean): Text => say(value ? 'table.yes' : 'table.no')

/** Predicted beside measured, for the cells to which the model applies. */
export function predictionTable({ cells }: Analysis['matrix']): NumberedTable {
  const predicted = cells.flatMap((cell) => (cell.prediction === null ? [] : [{ cell, prediction: cell.prediction }]))
  if (predicted.length === 0) return { table: null, reason: say('table.prediction.none') }
  const megabytes = (value: number | null): Cell => numberCell(value === null ? null : value / 1e6)
  const seconds = (ms: number | null): Cell => numberCell(ms === null ? null : ms / 1000)
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
        numberCell(prediction.downtimeMs),
        numberCell(cell.result?.downtimeMs.qemu ?? null),
        converges(prediction.converges),
        cell.outcome === 'failed' ? say('outcome.failed') : converges(cell.outcome === 'completed'),
      ]),
    },
    n: cells.some((cell) => isPostcopy(cell))
      ? say('table.prediction.n-postcopy', { n: migrationsN(predicted.length) })
      : migrationsN(predicted.length),
  }
}
