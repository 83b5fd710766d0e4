import { inflateSync } from 'node:zlib'

/** One object of a PDF. */
export interface PdfObject {
  number: number
  /** What it says, as Latin-1, without the bytes of its stream. */
  text: string
  /** Bytes of its stream as they are in the file, or null where it has none. */
  stream: Buffer | null
  /** Where it starts in the file; within an object stream, where that starts. */
  offset: number
  /** Number of the object stream that it is packed into, or null. */
  packedIn: number | null
}

/** A finished report, read back from its bytes, down to the objects in compressed object streams. */
export class PdfFile {
  readonly objects: ReadonlyMap<number, PdfObject>

  constructor(pdf: Uint8Array) {
    const plain = plainObjects(Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength))
    this.objects = new Map([...plain, ...plain.flatMap(unpacked)].map((object) => [object.number, object]))
  }

  /** What an object says; empty where there is no such object. */
  text(number: number): string {
    return this.objects.get(number)?.text ?? ''
  }

  /** What each page paints, in order: the operators of its content stream. */
  contents(): string[] {
    return this.pages().map((page) => {
      const content = this.objects.get(Number(/\/Contents (\d+) 0 R/.exec(this.text(page))?.[1]))
      return content === undefined ? '' : (inflated(content)?.toString('latin1') ?? '')
    })
  }

  /** Object numbers of the pages, in order. */
  pages(): number[] {
    return this.#pagesBelow(Number(/\/Pages (\d+) 0 R/.exec(this.catalog())?.[1]), 0)
  }

  /** The XMP packet of the whole file; empty where it has none. */
  xmp(): string {
    const packet = this.objects.get(Number(/\/Metadata (\d+) 0 R/.exec(this.catalog())?.[1]))
    return packet === undefined ? '' : (inflated(packet)?.toString('utf8') ?? '')
  }

  /** What the catalog says; empty where there is none. */
  catalog(): string {
    return [...this.objects.values()].find(({ text }) => /\/Type \/Catalog\b/.test(text))?.text ?? ''
  }

  /** The two identifiers of the file, as it has them; null where it has none. */
  identifier(): string | null {
    const trailer = [...this.objects.values()].find(({ text }) => /\/Type \/XRef\b/.test(text))?.text ?? ''
    return /\/ID \[([^\]]+)\]/.exec(trailer)?.[1] ?? null
  }

  #pagesBelow(node: number, depth: number): number[] {
    const text = this.text(node)
    if (/\/Type \/Page\b/.test(text)) return [node]
    // A file that was tampered with may go in circles.
    if (depth > 20) return []
    const kids = /\/Kids \[([^\]]*)\]/.exec(text)?.[1] ?? ''
    return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => this.#pagesBelow(Number(kid), depth + 1))
  }
}

/** The stream of an object, unpacked where it is compressed; null where there is none or it can't be unpacked. */
export function inflated({ text, stream }: PdfObject): Buffer | null {
  if (stream === null || !/\/FlateDecode/.test(text)) return stream
  try {
    return inflateSync(stream)
  } catch {
    return null
  }
}

/** The objects that lie open in the file, in its order. */
function plainObjects(bytes: Buffer): PdfObject[] {
  const text = bytes.toString('latin1')
  const found: PdfObject[] = []
  const head = /(?:^|[\r\n])(\d+) \d+ obj\s/g
  for (let match = head.exec(text); match !== null; match = head.exec(text)) {
    const from = match.index + match[0].length
    const end = text.indexOf('endobj', from)
    const start = /^[^]*?>>\s*stream\r?\n/.exec(text.slice(from, end < 0 ? undefined : end))?.[0].length
    const dictionary = text.slice(from, start === undefined ? end : from + start)
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0)
    const stream = start === undefined ? null : bytes.subarray(from + start, from + start + length)
    const offset = match.index + match[0].search(/\d/)
    const said = dictionary.replace(/\s*stream\r?\n$/, '').trim()
    found.push({ number: Number(match[1]), text: said, stream, offset, packedIn: null })
    head.lastIndex = stream === null ? from : from + (start ?? 0) + length
  }
  return found
}

/** The objects in an object stream (ISO 32000-1, 7.5.7); none where it is something else. */
function unpacked(container: PdfObject): PdfObject[] {
  if (!/\/Type \/ObjStm\b/.test(container.text)) return []
  const content = inflated(container)?.toString('latin1') ?? ''
  const first = Number(/\/First (\d+)/.exec(container.text)?.[1])
  const numbers = content.slice(0, first).trim().split(/\s+/).map(Number)
  const found: PdfObject[] = []
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    const next = numbers[index + 3]
    found.push({
      number: numbers[index] ?? 0,
      text: content.slice(first + (numbers[index + 1] ?? 0), next === undefined ? undefined : first + next).trim(),
      stream: null,
      offset: container.offset,
      packedIn: container.number,
    })
  }
  return found
}
