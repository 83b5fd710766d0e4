/** What can stand in an object of a PDF (ISO 32000-1, 7.3). */
export type PdfValue =
  | null
  | boolean
  | number
  | { name: string }
  | { text: string }
  | { object: number }
  | PdfValue[]
  | PdfDictionary

export type PdfDictionary = Map<string, PdfValue>

const TOKEN =
  /[\s\0]*(?:(<<|>>|\[|\])|\/([^\s/[\]<>()]*)|\(((?:\\[^]|[^\\()])*)\)|<([0-9A-Fa-f\s]*)>|(\d+) \d+ R\b|([+-]?\d*\.?\d+)|(true|false|null)\b)/y

/** Reads an object; null also for what is none. */
export function pdfValue(text: string): PdfValue {
  const pattern = new RegExp(TOKEN)
  return read(text, pattern) ?? null
}

/** Undefined at the end of an array, of a dictionary or of the text. */
function read(text: string, pattern: RegExp): PdfValue | undefined {
  const [, sign, name, literal, hexadecimal, object, number, word] = pattern.exec(text) ?? []
  if (sign === '[') return [...values(text, pattern)]
  if (sign === '<<') return dictionary([...values(text, pattern)])
  if (name !== undefined) return { name }
  if (literal !== undefined) return { text: literal.replace(/\\([^])/g, '$1') }
  if (hexadecimal !== undefined) return { text: hexadecimal }
  if (object !== undefined) return { object: Number(object) }
  if (number !== undefined) return Number(number)
  if (word === 'true' || word === 'false') return word === 'true'
  return word === 'null' ? null : undefined
}

function* values(text: string, pattern: RegExp): Generator<PdfValue> {
  for (let value = read(text, pattern); value !== undefined; value = read(text, pattern)) yield value
}

function dictionary(entries: readonly PdfValue[]): PdfDictionary {
  const found: PdfDictionary = new Map()
  for (let index = 0; index + 1 < entries.length; index += 2) {
    const key = entries[index]
    const value = entries[index + 1]
    if (typeof key === 'object' && key !== null && 'name' in key && value !== undefined) found.set(key.name, value)
  }
  return found
}

/** An entry of a dictionary; null where it is none, or has none of that name. */
export const entry = (value: PdfValue, key: string): PdfValue =>
  value instanceof Map ? (value.get(key) ?? null) : null

/** The name that a value is, or an empty one. */
export const nameIn = (value: PdfValue): string =>
  typeof value === 'object' && value !== null && 'name' in value ? value.name : ''

/** Number of the object that a value refers to, or null. */
export const objectIn = (value: PdfValue): number | null =>
  typeof value === 'object' && value !== null && 'object' in value ? value.object : null

/** Whether a value is a string that says anything. */
export const saysSomething = (value: PdfValue): boolean =>
  typeof value === 'object' && value !== null && 'text' in value && value.text.trim() !== ''

/** An array as it is, and one value as an array of it; none for nothing. */
export const listIn = (value: PdfValue): PdfValue[] => (Array.isArray(value) ? value : value === null ? [] : [value])
