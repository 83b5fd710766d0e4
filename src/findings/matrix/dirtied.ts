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
  const complete = condition('migrations with both rates', both.length, '>', 0)
  const shown = complete.holds ? both : cells.filter((cell) => cell.dirtyMebibytesPerSecond !== null)
  if (shown.length === 0) return notMeasuredFinding(id, say('metric.matrix.dirtied'), why)
  const dirtied = cellOrigins('dirtyMebibytesPerSecond', LOG, shown, (cell) => cell.dirtyMebibytesPerSecond)
  const sent = cellOrigins('firstPassMebibytesPerSecond', LOG, both, (cell) =>
    cell.firstPassBytesPerSecond === null ? null : cell.firstPassBytesPerSecond / 2 ** 20,
  )
  const values = (origins: typeof dirtied) => origins.map(({ value }) => value)
  const before = {
    dirtied: rangeInWords(values(dirtied), (value) => `${formatWhole(value)}\u00a0MiB/s`),
    n: formatCount(shown.length, 'migration'),
  }
  const sentence = complete.holds
    ? say('D.matrix.dirtied', {
        ...before,
        sent: rangeInWords(values(sent), (value) => formatQuantity(value, 'MiB/s')),
      })
    : say('D.matrix.dirtied.alone', before)
  return describedFinding(id, sentence, shown.map(logOf), {
    conditions: [complete],
    quantities: [...endsOf('MiB/s', dirtied), ...endsOf('MiB/s', sent)],
  })
}
