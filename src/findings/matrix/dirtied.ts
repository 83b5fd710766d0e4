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
  const known = cells.filter(({ dirtyMebibytesPerSecond }) => dirtyMebibytesPerSecond !== null)
  if (known.length === 0) return notMeasuredFinding(id, say('metric.matrix.dirtied'), why)
  const inUnit = (value: number): Text => `${formatWhole(value)}\u00a0MiB/s`
  const dirtied = cellOrigins('dirtyMebibytesPerSecond', LOG, both.length === 0 ? known : both, (cell) => {
    return cell.dirtyMebibytesPerSecond
  })
  const values = (origins: typeof dirtied) => origins.map(({ value }) => value)
  const before = rangeInWords(values(dirtied), inUnit)
  const complete = condition('migrations with both rates', both.length, '>', 0)
  if (!complete.holds)
    return describedFinding(
      id,
      say('D.matrix.dirtied.alone', { dirtied: before, n: formatCount(known.length, 'migration') }),
      known.map(logOf),
      { conditions: [complete], quantities: endsOf('MiB/s', dirtied) },
    )
  const sent = cellOrigins('firstPassMebibytesPerSecond', LOG, both, (cell) =>
    cell.firstPassBytesPerSecond === null ? null : cell.firstPassBytesPerSecond / 2 ** 20,
  )
  const sentence = say('D.matrix.dirtied', {
    dirtied: before,
    sent: rangeInWords(values(sent), (value) => formatQuantity(value, 'MiB/s')),
    n: formatCount(both.length, 'migration'),
  })
  return describedFinding(id, sentence, both.map(logOf), {
    conditions: [complete],
    quantities: [...endsOf('MiB/s', dirtied), ...endsOf('MiB/s', sent)],
  })
}
