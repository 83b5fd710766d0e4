import type { Quantity } from '../../../findings/model/quantity.ts'
import type { Text } from '../../../text/phrase.ts'

/** A number to be aligned on its decimal point, with a second, smaller line. */
export interface NumberCell {
  number: Text
  note?: Text
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

export interface Table {
  columns: Column[]
  rows: Cell[][]
}

/** A table with the sentence on n that ends its caption, or the reason why there is none. */
export type NumberedTable = { table: Table; n: Text } | { table: null; reason: Text }
