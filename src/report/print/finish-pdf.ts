import { deflateSync } from 'node:zlib'
import { informationDictionary, type Metadata, textString, xmpPacket } from './metadata.ts'
import type { PdfObjects } from './pdf-objects.ts'
import { textRuns } from './text-runs.ts'

/** Objects in one object stream; readers unpack a whole one to get at one of them. */
const OBJECTS_PER_STREAM = 400

/**
 * Writes a PDF of Chromium anew: with author, subject, keywords, XMP and the given dates, and with its thousands of
 * small objects, most of them tags, packed into compressed object streams (ISO 32000-1, 7.5.7 and 7.5.8): half the size.
 * Text is written as runs; fonts and pictures stay as they were, byte for byte.
 *
 * @param bookmarks titles in the order of the document: Chromium's own lose the space where a heading wraps, and double
 *   the text of some headings in a second print
 */
export async function finishPdf(
  source: PdfObjects,
  metadata: Metadata,
  bookmarks: readonly string[],
): Promise<Uint8Array> {
  const producer = /\/Producer (\([^)]*\))/.exec(source.get(source.info))?.[1] ?? '()'
  const packet = Buffer.from(xmpPacket(metadata), 'utf8').toString('latin1')
  const metadataNumber = source.size
  const objects = new Map(source.objects)
  const outline = source.outline()
  if (outline.length === bookmarks.length) {
    for (const [index, item] of outline.entries()) {
      objects.set(
        item,
        source.get(item).replace(TITLE, () => `/Title ${textString(bookmarks[index] ?? '')}`),
      )
    }
  }
  objects.set(source.info, informationDictionary(metadata, producer))
  objects.set(source.root, source.get(source.root).replace(/>>$/, `\n/Metadata ${metadataNumber} 0 R>>`))
  objects.set(
    metadataNumber,
    `<</Type /Metadata\n/Subtype /XML\n/Length ${packet.length}>> stream\n${packet}\nendstream`,
  )

  const shorter = await textRuns(source)
  const renamed = nodeNames(source)
  const writer = new Writer(metadataNumber + 1)
  const small: [number, string][] = []
  for (const [number, object] of objects) {
    if (object.endsWith('endstream')) writer.plain(number, shorter.get(number) ?? object)
    // Chromium's tags of PDF 2.0 mean nothing in a file of 1.5, where both are spans.
    else small.push([number, renamed(object.replace(/^(<<\/Type \/StructElem\n\/S \/)(?:Strong|Em)\n/, '$1Span\n'))])
  }
  for (let from = 0; from < small.length; from += OBJECTS_PER_STREAM)
    writer.packed(small.slice(from, from + OBJECTS_PER_STREAM))
  return writer.end(source.root, source.info)
}

const NODE = /\(node(\d+)\)/g

/**
 * Table cells are named by numbers that the browser gave its nodes, which depend on what else was done with the page.
 * Counted anew in their order, they are the same for the same page, and the tree of names stays sorted.
 */
function nodeNames({ objects }: PdfObjects): (object: string) => string {
  const used = new Set(
    [...objects.values()].flatMap((object) => [...object.matchAll(NODE)].map(([, node = '']) => node)),
  )
  const names = new Map([...used].sort().map((node, index) => [node, String(index).padStart(node.length, '0')]))
  return (object) => object.replace(NODE, (_, node: string) => `(node${names.get(node) ?? node})`)
}

/** A string of PDF: in brackets, where a backslash escapes, or in hexadecimal. */
const TITLE = /\/Title (?:\((?:\\[^]|[^\\)])*\)|<[0-9A-Fa-f\s]*>)/

/** Bytes of an entry. */
const ROW = 7

/** Type, first and second field of an entry of the cross-reference stream. */
type Entry = readonly [type: number, first: number, second: number]

class Writer {
  // The comment of four high bytes marks the file as binary.
  readonly #parts: Buffer[] = [Buffer.from('%PDF-1.5\n%\xd3\xeb\xe9\xe1\n', 'latin1')]
  readonly #entries = new Map<number, Entry>([[0, [0, 0, 65535]]])
  #length = 15
  #next: number

  constructor(firstFree: number) {
    this.#next = firstFree
  }

  plain(number: number, object: string): void {
    this.#entries.set(number, [1, this.#length, 0])
    this.#write(`${number} 0 obj\n${object}\nendobj\n`)
  }

  packed(objects: readonly (readonly [number, string])[]): void {
    const stream = this.#next++
    let heads = ''
    let bodies = ''
    for (const [index, [number, object]] of objects.entries()) {
      heads += `${number} ${bodies.length} `
      bodies += `${object}\n`
      this.#entries.set(number, [2, stream, index])
    }
    this.plain(
      stream,
      streamObject(
        `/Type /ObjStm\n/N ${objects.length}\n/First ${heads.length}`,
        Buffer.from(heads + bodies, 'latin1'),
      ),
    )
  }

  end(root: number, info: number): Uint8Array {
    const number = this.#next++
    const start = this.#length
    this.#entries.set(number, [1, start, 0])
    const table = Buffer.alloc(this.#next * ROW)
    for (let index = 0; index < this.#next; index++) {
      const [type, first, second] = this.#entries.get(index) ?? [0, 0, 65535]
      table.writeUInt8(type, index * ROW)
      table.writeUInt32BE(first, index * ROW + 1)
      table.writeUInt16BE(second, index * ROW + 5)
    }
    const dictionary = [
      '/Type /XRef',
      `/Size ${this.#next}`,
      '/W [1 4 2]',
      `/DecodeParms <</Predictor 12 /Columns ${ROW}>>`,
      `/Root ${root} 0 R`,
      `/Info ${info} 0 R`,
    ].join('\n')
    this.#write(
      `${number} 0 obj\n${streamObject(dictionary, differences(table))}\nendobj\nstartxref\n${start}\n%%EOF\n`,
    )
    return Buffer.concat(this.#parts)
  }

  #write(text: string): void {
    const bytes = Buffer.from(text, 'latin1')
    this.#parts.push(bytes)
    this.#length += bytes.length
  }
}

/** Each row as its difference from the one above (PNG's filter “up”), as neighbours are alike. */
function differences(table: Buffer): Buffer {
  const rows = table.length / ROW
  const filtered = Buffer.alloc(rows * (ROW + 1))
  for (let row = 0; row < rows; row++) {
    filtered[row * (ROW + 1)] = 2
    for (let column = 0; column < ROW; column++) {
      const above = row === 0 ? 0 : (table[(row - 1) * ROW + column] ?? 0)
      filtered[row * (ROW + 1) + 1 + column] = ((table[row * ROW + column] ?? 0) - above) & 0xff
    }
  }
  return filtered
}

function streamObject(dictionary: string, content: Buffer): string {
  const packed = deflateSync(content)
  const head = `<<${dictionary}\n/Filter /FlateDecode\n/Length ${packed.length}>>`
  return `${head} stream\n${packed.toString('latin1')}\nendstream`
}
