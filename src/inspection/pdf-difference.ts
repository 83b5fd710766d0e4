import { inflated, PdfFile, type PdfObject } from './pdf-file.ts'

/** Where two PDFs that should be the same differ first. */
export interface Difference {
  /** First byte of the files that differs. */
  offset: number
  /** The object that it belongs to, looked up within compressed object streams; null outside of all. */
  object: number | null
  /** What that object is, e.g. `Page`, `Annot Link`, `content of page 3`. */
  kind: string
  /** What stands there in either file, unpacked where it can be. */
  first: string
  second: string
}

/** Explains the first difference of two PDFs; null where they are the same. */
export function pdfDifference(first: Uint8Array, second: Uint8Array): Difference | null {
  const offset = firstDifference(first, second)
  if (offset === null) return null
  const [a, b] = [new PdfFile(first), new PdfFile(second)]
  const object = [...a.objects.values()].findLast((one) => one.packedIn === null && one.offset <= offset) ?? null
  const other = object === null ? undefined : b.objects.get(object.number)
  if (object === null || other === undefined) return outside(offset, first, second)
  const packed = [...a.objects.values()].find(
    ({ number, packedIn, text }) => packedIn === object.number && b.text(number) !== text,
  )
  if (packed !== undefined) return describe(offset, packed, kindOf(packed, a), packed.text, b.text(packed.number))
  const kind = kindOf(object, a)
  const [content, otherContent] = [streamText(object), streamText(other)]
  if (content !== otherContent) return describe(offset, object, kind, content, otherContent)
  if (object.text !== other.text) return describe(offset, object, kind, object.text, other.text)
  return outside(offset, first, second)
}

/** One sentence about it. */
export function differenceSentence({ offset, object, kind, first, second }: Difference): string {
  const where = object === null ? kind : `object ${object} (${kind})`
  return `the first difference is at byte ${offset}, in ${where}: “${first}” and “${second}”`
}

/** Index of the first byte that differs; null for equal ones. */
function firstDifference(a: Uint8Array, b: Uint8Array): number | null {
  const length = Math.min(a.length, b.length)
  for (let index = 0; index < length; index++) if (a[index] !== b[index]) return index
  return a.length === b.length ? null : length
}

function describe(offset: number, { number }: PdfObject, kind: string, a: string, b: string): Difference {
  return { offset, object: number, kind, ...snippets(a, b) }
}

function outside(offset: number, first: Uint8Array, second: Uint8Array): Difference {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
  const kind = offset < 16 ? 'the header' : 'between the objects, or behind the last one'
  return { offset, object: null, kind, ...snippets(text(first), text(second)) }
}

/** Both texts from a little before where they part, printable. */
function snippets(a: string, b: string): { first: string; second: string } {
  const at = firstDifference(Buffer.from(a, 'latin1'), Buffer.from(b, 'latin1')) ?? 0
  const cut = (text: string) =>
    text
      .slice(Math.max(0, at - 20), at + 40)
      .replace(/[^\x20-\x7e]+/g, ' ')
      .trim()
  return { first: cut(a), second: cut(b) }
}

function kindOf({ number, text }: PdfObject, file: PdfFile): string {
  const type = /\/Type \/(\w+)/.exec(text)?.[1]
  const detail = /\/(?:Subtype|S) \/(\w+)/.exec(text)?.[1]
  if (type !== undefined) return detail === undefined ? type : `${type} ${detail}`
  const page = file.pages().findIndex((one) => new RegExp(`/Contents ${number} 0 R`).test(file.text(one)))
  if (page >= 0) return `content of page ${page + 1}`
  const ofFont = new RegExp(`/(?:FontFile2|ToUnicode) ${number} 0 R`)
  const font = [...file.objects.values()].find((one) => ofFont.test(one.text))
  if (font !== undefined) return `part of the font ${/\/(?:FontName|BaseFont) \/(\S+)/.exec(font.text)?.[1] ?? ''}`
  return detail ?? (/\/Title/.test(text) ? 'bookmark or description of the file' : 'unnamed')
}

const streamText = (object: PdfObject) => inflated(object)?.toString('latin1') ?? ''
