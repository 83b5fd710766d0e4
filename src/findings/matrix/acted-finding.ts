import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { logOf } from '../migration/origins.ts'
import { told } from '../model/quantity.ts'
import { condition, describedFinding, type Finding, notMeasuredFinding } from '../model/sentence.ts'
import { didAct } from './acted.ts'
import type { MatrixCell } from './cell.ts'
import { cellName, migrationsName } from './cell-name.ts'
import { cellQuantity, LOG } from './cell-quantity.ts'

/** What a part of a setting showed, said once for all migrations of one setting and workload that showed the same. */
function actedParts(judged: readonly MatrixCell[], wanted: boolean, cells: readonly MatrixCell[]): Text[] {
  const seen = judged.flatMap((cell) => {
    const parts = cell.acted.filter(({ acted }) => acted === wanted).map(({ evidence }) => evidence)
    return parts.length === 0 ? [] : [{ cell, parts: listed(parts, 'and') }]
  })
  const alike = Map.groupBy(seen, ({ cell, parts }) => say('D.matrix.acted.part', { cell: cellName(cell), parts }))
  return [...alike.values()].flatMap(([first, ...rest]) =>
    first === undefined
      ? []
      : [
          say('D.matrix.acted.part', {
            cell: migrationsName([first.cell, ...rest.map(({ cell }) => cell)], cells),
            parts: first.parts,
          }),
        ],
  )
}

/** What all migrations of each setting and workload are called, where they are all in the list. */
const namesOf = (some: readonly MatrixCell[], cells: readonly MatrixCell[]): Text[] =>
  [...Map.groupBy(some, (cell) => cellName(cell)).values()].flatMap(([first, ...rest]) =>
    first === undefined ? [] : [migrationsName([first, ...rest], cells)],
  )

/** Which settings did what they are for, by what QEMU said of each migration, and which are the default by another name. */
export function actedFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.acted'
  const judged = cells.filter(({ acted }) => acted.length > 0)
  if (judged.length === 0) return notMeasuredFinding(id, say('metric.matrix.acted'), why)
  const [acted, not] = [true, false].map((wanted) => actedParts(judged, wanted, cells))
  const nothing = judged.filter((cell) => !didAct(cell))
  const sentences = [
    ...(acted && acted.length > 0 ? [say('D.matrix.acted', { parts: listed(acted, 'list.clauses') })] : []),
    ...(not && not.length > 0 ? [say('D.matrix.acted.not', { parts: listed(not, 'list.clauses') })] : []),
    ...(nothing.length > 0 ? [say('D.matrix.acted.out', { cells: listed(namesOf(nothing, cells), 'and') })] : []),
  ]
  return describedFinding(id, joined(sentences, ' '), judged.map(logOf), {
    conditions: [condition('migrations of whose setting no part acted', nothing.length, '=', 0)],
    quantities: told(
      ...judged.flatMap(({ trial, acted: settingParts }) =>
        settingParts.flatMap(({ measured }) =>
          measured.map(({ name, value, unit, file = LOG }) => cellQuantity(trial, name, value, unit, file)),
        ),
      ),
    ),
  })
}
