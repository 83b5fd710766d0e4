/** A cell: a plain text, a number to be aligned on its decimal point, or a number with a second, smaller line. */
export type Cell = string | { number: string; note?: string }

/** In the place of a number that there can't be. */
export const DASH = '–'

interface Column {
  title: string
  align: 'left' | 'decimal'
}

export const left = (title: string): Column => ({ title, align: 'left' })
export const decimal = (title: string): Column => ({ title, align: 'decimal' })

export interface Table {
  columns: Column[]
  rows: Cell[][]
}

/** A table with the sentence on n that ends its caption, or the reason why there is none. */
export type NumberedTable = { table: Table; n: string } | { table: null; reason: string }
