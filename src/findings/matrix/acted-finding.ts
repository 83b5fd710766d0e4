import { joined, listed, say, type Text } from '../../text/phrase.ts'
import { logOf } from '../migration/origins.ts'
import { type Quantity, told } from '../model/quantity.ts'
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

/** Which migrations the findings after this one leave out; those that were just named are not named again. */
function leftOut(nothing: readonly MatrixCell[], judged: readonly MatrixCell[], cells: readonly MatrixCell[]): Text[] {
  if (nothing.length === 0) return []
  const named = judged.filter(({ acted }) => acted.some((part) => !part.acted))
  return named.length === nothing.length
    ? [say('D.matrix.acted.out-all')]
    : [say('D.matrix.acted.out', { cells: listed(namesOf(nothing, cells), 'and') })]
}

/** Those whose setting is one that can act. */
const judgedIn = (cells: readonly MatrixCell[]): MatrixCell[] => cells.filter(({ acted }) => acted.length > 0)

const actedWholly = ({ acted }: MatrixCell): boolean => acted.every((part) => part.acted)

/** What QEMU said of parts of settings. @param wanted of those that acted, or of those that did not */
const countedQuantities = (judged: readonly MatrixCell[], wanted: boolean): Quantity[] =>
  told(
    ...judged.flatMap(({ trial, acted }) =>
      acted
        .filter((part) => part.acted === wanted)
        .flatMap(({ measured }) =>
          measured.map(({ name, value, unit, file = LOG }) => cellQuantity(trial, name, value, unit, file)),
        ),
    ),
  )

/** Which settings did what they are for, by what QEMU said of each migration, and which are the default by another name. */
export function actedFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.acted'
  const judged = judgedIn(cells)
  if (judged.length === 0) return notMeasuredFinding(id, say('metric.matrix.acted'), why)
  const [acted, nothing] = [judged.filter(didAct), judged.filter((cell) => !didAct(cell))]
  const not = actedParts(judged, false, cells)
  const named = (some: readonly MatrixCell[], key: 'D.matrix.acted' | 'D.matrix.acted.partly'): Text[] =>
    some.length === 0 ? [] : [say(key, { cells: listed(namesOf(some, cells), 'and') })]
  const sentences = [
    ...named(acted.filter(actedWholly), 'D.matrix.acted'),
    ...named(
      acted.filter((cell) => !actedWholly(cell)),
      'D.matrix.acted.partly',
    ),
    ...(not.length > 0
      ? [say(acted.length > 0 ? 'D.matrix.acted.not' : 'D.matrix.acted.none', { parts: listed(not, 'list.clauses') })]
      : []),
    ...leftOut(nothing, judged, cells),
  ]
  return describedFinding(id, joined(sentences, ' '), judged.map(logOf), {
    conditions: [condition('migrations of whose setting no part acted', nothing.length, '=', 0)],
    quantities: countedQuantities(judged, false),
  })
}

/** What shows that settings acted, migration by migration. */
export function actedCountsFinding(cells: readonly MatrixCell[], why: Text): Finding {
  const id = 'D.matrix.acted-counts'
  const judged = judgedIn(cells)
  const acted = judged.filter(didAct)
  if (acted.length === 0) return notMeasuredFinding(id, say('metric.matrix.acted'), why)
  const parts = listed(actedParts(judged, true, cells), 'list.clauses')
  return describedFinding(id, say('D.matrix.acted.counts', { parts }), acted.map(logOf), {
    conditions: [condition('migrations of whose setting a part acted', acted.length, '>', 0)],
    quantities: countedQuantities(judged, true),
  })
}
