/** What a field may hold: a text, a number at full precision, or nothing. */
export type Field = string | number | null

/**
 * What a spreadsheet would take for a formula, and execute, begins so: an apostrophe before it keeps it a text. It also
 * stands before a text that begins with one, so that it can be taken away again.
 */
const GUARDED = /^['=+\-@\t\r＝＋－＠]/

/** A table as RFC 4180 has it, with a line of headings; numbers are never guarded, as they are numbers. */
export const csvOf = (headings: readonly string[], rows: readonly (readonly Field[])[]): string =>
  [headings, ...rows].map((row) => `${row.map(fieldOf).join(',')}\r\n`).join('')

function fieldOf(value: Field): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = GUARDED.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
