import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import type { Text } from '../../text/phrase.ts'
import { type Origin, originsIn, type Quantity, valueQuantity } from '../model/quantity.ts'
import type { MatrixCell } from './cell.ts'

/** What QEMU said of a migration on its source. */
export const LOG = RAW_FILES.qmpSource

/**
 * A value of each cell that has it, as the ledger names it.
 * @param name without `matrix.`
 * @param file of the cell's trial that it is read from
 */
export const cellOrigins = <C extends Pick<MatrixCell, 'trial'>>(
  name: string,
  file: string,
  cells: readonly C[],
  value: (cell: C) => number | null | undefined,
): Origin[] => originsIn(`matrix.${name}`, file, cells, value)

/**
 * A quantity of one cell, read from a file of its trial.
 * @param metric without `matrix.`
 */
export function cellQuantity(
  trial: string,
  metric: string,
  value: number | null | undefined,
  unit: Text,
  file: string,
): Quantity | null {
  return value == null
    ? null
    : valueQuantity(`matrix.${metric}`, value, unit, { trial, source: trialPath(trial, file) })
}
