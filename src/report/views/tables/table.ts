import type { Text } from '../../../text/phrase.ts'

/** A cell: a plain text, a number to be aligned on its decimal point, or a number with a second, smaller line. */
export type Cell = Text | { number: Text; note?: Text }

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
