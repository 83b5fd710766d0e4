import { escapeHtml } from '../../templates/slots.ts'
import type { Spoken } from '../../text/spoken.ts'
import type { Cell, Table } from '../views/tables/table.ts'
import { NAME_IN_TEXT, OPTION_IN_TEXT, wholeNames } from './option.ts'

/** A table without its caption. The first cell of a row is its header; rows of a group stand below the group’s. */
export function tableHtml({ columns, rows, groups }: Spoken<Table>): string {
  const heads = columns
    .map(({ title, align }) => `<th scope="col" class="${align}">${wholeNames(escapeHtml(title), NAME_IN_TEXT)}</th>`)
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
  let next = 0
  const bodies = (groups ?? [{ title: null, rows: body.length }]).map(({ title, rows: count }) => {
    const head =
      title === null
        ? ''
        : `<tr class="group"><th scope="rowgroup" colspan="${columns.length}">${textHtml(title)}</th></tr>`
    const own = body.slice(next, next + count)
    next += count
    return `<tbody>${head}${own.join('\n')}</tbody>`
  })
  return `<table><thead><tr>${heads}</tr></thead>${bodies.join('\n')}</table>`
}

const textHtml = (text: string) => wholeNames(escapeHtml(text), OPTION_IN_TEXT)

interface Widths {
  whole: number
  fraction: number
}

/** Characters before and after the point of the longest numbers in a column. */
function partWidths(cells: (Spoken<Cell> | undefined)[]): Widths {
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

function cellHtml(cell: Spoken<Cell>, widths: Widths): string {
  if (typeof cell === 'string') return textHtml(cell)
  const { whole, fraction } = splitNumber(cell.number)
  const note = cell.note === undefined ? '' : `<br><small>${escapeHtml(cell.note)}</small>`
  return (
    `<span class="whole" style="width:${widths.whole}ch">${escapeHtml(whole)}</span>` +
    `<span class="fraction" style="width:${widths.fraction + (cell.isFactor ? 1 : 0)}ch">${escapeHtml(fraction)}${cell.isFactor ? '<span>×</span>' : ''}</span>${note}`
  )
}
