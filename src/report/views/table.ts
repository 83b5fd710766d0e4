import { escapeHtml } from '../../templates/slots.ts'

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

/** A table without its caption. The first cell of a row is its header. */
export function tableHtml({ columns, rows }: Table): string {
  const heads = columns
    .map(({ title, align }) => `<th scope="col" class="${align}">${textHtml(title, NAME)}</th>`)
    .join('')
  const widths = columns.map((_, column) => partWidths(rows.map((row) => row[column])))
  const body = rows.map((row) => {
    const cells = row.map((cell, column) => {
      const html = cellHtml(cell, widths[column] ?? { whole: 0, fraction: 0 })
      const align = columns[column]?.align ?? 'left'
      return column === 0 ? `<th scope="row">${html}</th>` : `<td class="${align}">${html}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  return `<table><thead><tr>${heads}</tr></thead><tbody>${body.join('\n')}</tbody></table>`
}

/** Names that are not parted at their hyphens in a narrow column: options in cells, in headings devices too. */
const OPTION = /(?<![\w-])-{1,2}[a-z][\w-]{1,24}/g
const NAME = /(?<![\w-])-{0,2}[a-z][\w-]{1,24}/g
const textHtml = (text: string, name = OPTION): string =>
  escapeHtml(text).replace(name, (found) => (found.includes('-') ? `<span class="option">${found}</span>` : found))

interface Widths {
  whole: number
  fraction: number
}

/** Characters before and after the point of the longest numbers in a column. */
function partWidths(cells: (Cell | undefined)[]): Widths {
  const parts = cells.flatMap((cell) => (typeof cell === 'object' ? [splitNumber(cell.number)] : []))
  return {
    whole: Math.max(0, ...parts.map(({ whole }) => whole.length)),
    fraction: Math.max(0, ...parts.map(({ fraction }) => fraction.length)),
  }
}

function splitNumber(text: string): { whole: string; fraction: string } {
  const point = text.indexOf('.')
  return point < 0 ? { whole: text, fraction: '' } : { whole: text.slice(0, point), fraction: text.slice(point) }
}

function cellHtml(cell: Cell, widths: Widths): string {
  if (typeof cell === 'string') return textHtml(cell)
  const { whole, fraction } = splitNumber(cell.number)
  const note = cell.note === undefined ? '' : `<br><small>${escapeHtml(cell.note)}</small>`
  return (
    `<span class="whole" style="width:${widths.whole}ch">${escapeHtml(whole)}</span>` +
    `<span class="fraction" style="width:${widths.fraction}ch">${escapeHtml(fraction)}</span>${note}`
  )
}
