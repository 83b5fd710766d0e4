import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { logOf } from '../migration/origins.ts'
import { endsOf } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { rangeInWords } from '../model/spread.ts'
import type { MatrixCell } from './cell.ts'
import { cellOrigins, LOG } from './cell-quantity.ts'

/** How fast memory was dirtied before, and sent in the first pass: the two that the prediction is made of. */
export function dirtiedFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.dirtied'
  const both = cells.filter(
    ({ dirtyMebibytesPerSecond, firstPassBytesPerSecond }) =>
      dirtyMebibytesPerSecond !== null && firstPassBytesPerSecond !== null,
  )
  if (both.length === 0) return notMeasuredFinding(id, say('metric.matrix.dirtied'), why)
  const dirtied = cellOrigins('dirtyMebibytesPerSecond', LOG, both, (cell) => cell.dirtyMebibytesPerSecond)
  const sent = cellOrigins('firstPassMebibytesPerSecond', LOG, both, (cell) =>
    cell.firstPassBytesPerSecond === null ? null : cell.firstPassBytesPerSecond / 2 ** 20,
  )
  const values = (origins: typeof dirtied) => origins.map(({ value }) => value)
  const sentence = say('D.matrix.dirtied', {
    dirtied: rangeInWords(values(dirtied), (value) => `${formatWhole(value)}\u00a0MiB/s`),
    sent: rangeInWords(values(sent), (value) => formatQuantity(value, 'MiB/s')),
    n: formatCount(both.length, 'migration'),
  })
  return describedFinding(id, sentence, both.map(logOf), {
    conditions: [condition('migrations with both rates', both.length, '>', 0)],
    quantities: [...endsOf('MiB/s', dirtied), ...endsOf('MiB/s', sent)],
  })
}
