import type { MatrixCell } from '../findings/matrix/cell.ts'
import { cellName } from '../findings/matrix/cell-name.ts'
import { listed, say, type Text } from '../text/phrase.ts'
import { formatQuantity } from '../text/quantities.ts'
import type { Extent } from './scale.ts'

/** How a cell ended that has no result. */
export function whyNone({ outcome, lastedMs }: MatrixCell): Text {
  if ((outcome === 'did-not-converge' || outcome === 'cut-off') && lastedMs !== null)
    return say(`chart.matrix.${outcome}`, { time: formatQuantity(lastedMs / 1000, 's') })
  return outcome === 'completed' ? say('not-measured') : say(`outcome.${outcome}`)
}

/** What stands in the rows that have no mark: each ending once. */
export function namesOfMissing(
  instead: (cell: MatrixCell) => Text,
  cells: readonly MatrixCell[],
  valued: ReadonlySet<Text>,
): { name: Text; text: Text }[] {
  const missing = Map.groupBy(
    cells.filter((cell) => !valued.has(cellName(cell))),
    cellName,
  )
  return [...missing].map(([name, all]) => ({ name, text: listed([...new Set(all.map(instead))], 'list.clauses') }))
}

/** A text in a row that has marks, at px of its plot. */
interface Beside {
  name: Text
  text: Text
  align: 'left' | 'right'
  at: number
}

/** Migrations that did not complete where others of their row did: named on the side that has more room. */
export function failuresBeside(
  cells: readonly MatrixCell[],
  marks: readonly { name: Text; value: number }[],
  { domain: [from, to], type }: Extent,
  width: number,
): Beside[] {
  const share = (value: number): number =>
    type === 'log' ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from)
  const failed = cells.filter(({ outcome }) => outcome !== 'completed')
  return [...Map.groupBy(failed, cellName)].flatMap(([name, all]): Beside[] => {
    const shares = marks.filter((mark) => mark.name === name).map(({ value }) => share(value))
    if (shares.length === 0) return []
    const text = listed([...new Set(all.map(({ outcome }) => say(`outcome.${outcome}`)))], 'list.clauses')
    return Math.min(...shares) > 1 - Math.max(...shares)
      ? [{ name, text, align: 'left', at: 4 }]
      : [{ name, text, align: 'right', at: width - 4 }]
  })
}
