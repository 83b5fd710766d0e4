import type { Quantity } from '../../../findings/model/quantity.ts'
import type { Text } from '../../../text/phrase.ts'

/** A number to be aligned on its decimal point, with a second, smaller line. */
export interface NumberCell {
  number: Text
  note?: Text
  /** It says how many times as much. */
  isFactor?: true
  /** What the number is and comes from; null in tables that belong to no experiment. */
  quantity: Quantity | null
  /** The same of a second line that holds a number of its own. */
  noted?: Quantity
}

/** A cell: a plain text, or a number. */
export type Cell = Text | NumberCell

/** In the place of a number that there can't be. */
export const DASH = '–'

interface Column {
  title: Text
  align: 'left' | 'decimal'
}

export const left = <T extends Text>(title: T) => ({ title, align: 'left' }) as const
export const decimal = <T extends Text>(title: T) => ({ title, align: 'decimal' }) as const

/** Rows under a heading of their own, which says once what they have in common. */
export interface RowGroup {
  /** Null for rows that stand for themselves. */
  title: Text | null
  rows: Cell[][]
}

export interface Table {
  columns: Column[]
  rows: Cell[][]
  /** How many of the rows, in their order, stand under which heading; all of them under none where it is left out. */
  groups?: { title: Text | null; rows: number }[]
}

/** A table whose rows stand under headings. */
export const groupedTable = (columns: Column[], groups: readonly RowGroup[]): Table => ({
  columns,
  rows: groups.flatMap(({ rows }) => rows),
  groups: groups.map(({ title, rows }) => ({ title, rows: rows.length })),
})

/** Things in groups by what is said of them: those of a kind together, in the order in which the kinds come first. */
export function groupsOf<T>(
  all: readonly T[],
  titleOf: (one: T) => Text | null,
  rowOf: (one: T) => Cell[],
): RowGroup[] {
  return [...Map.groupBy(all, titleOf)].map(([title, list]) => ({ title, rows: list.map(rowOf) }))
}

/** A table with the sentence on n that ends its caption, or the reason why there is none. */
export type NumberedTable = { table: Table; n: Text } | { table: null; reason: Text }
