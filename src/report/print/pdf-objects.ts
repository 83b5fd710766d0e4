import { inflateSync } from 'node:zlib'

/**
 * The objects of a PDF as Chromium writes it: a plain table of offsets, no object streams. A library that can parse
 * any PDF takes longer for this than the browser for printing it.
 */
export class PdfObjects {
  /** Object number to the text between `obj` and `endobj`, as Latin-1. */
  readonly objects: ReadonlyMap<number, string>
  readonly root: number
  readonly info: number
  readonly size: number
  #pages: readonly number[] | null = null
  #links: ReadonlyMap<number, string> | null = null

  /** @throws Error where the bytes are not such a PDF */
  constructor(pdf: Uint8Array) {
    const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
    const start = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(text.slice(-64))?.[1])
    const table = text.slice(start)
    const trailer = table.slice(table.indexOf('trailer'))
    this.root = number(trailer, /\/Root (\d+) 0 R/)
    this.info = number(trailer, /\/Info (\d+) 0 R/)
    this.size = number(trailer, /\/Size (\d+)/)
    const offsets = [...table.slice(0, table.indexOf('trailer')).matchAll(/(\d{10}) \d{5} n/g)]
      .map(([, offset]) => Number(offset))
      .sort((a, b) => a - b)
    this.objects = new Map(
      offsets.map((offset, index) => {
        const object = text.slice(offset, offsets[index + 1] ?? start)
        const head = /^(\d+) 0 obj\s/.exec(object)
        if (head === null) throw new Error(`the printed PDF has no object at ${offset}`)
        return [Number(head[1]), object.slice(head[0].length, object.lastIndexOf('endobj')).trimEnd()]
      }),
    )
  }

  get(number: number): string {
    const object = this.objects.get(number)
    if (object === undefined) throw new Error(`the printed PDF has no object ${number}`)
    return object
  }

  /** Page number, from 1, of each link target of the document. */
  destinationPages(): Map<string, number> {
    const destinations = /\/Dests (\d+) 0 R/.exec(this.get(this.root))
    if (destinations === null) return new Map()
    const pages = new Map(this.pages().map((page, index) => [page, index + 1]))
    const found = new Map<string, number>()
    for (const [, name = '', page] of this.get(Number(destinations[1])).matchAll(
      /\/([^\s/[\]<>()]+) \[(\d+) 0 R \/XYZ/g,
    )) {
      const pageNumber = pages.get(Number(page))
      if (pageNumber !== undefined) found.set(decodeName(name), pageNumber)
    }
    return found
  }

  /** Object numbers of the pages, in order. */
  pages(): readonly number[] {
    this.#pages ??= this.#pagesBelow(number(this.get(this.root), /\/Pages (\d+) 0 R/))
    return this.#pages
  }

  /** Where each link leads, by the number of its annotation: `#place` in the document, or an address. */
  links(): ReadonlyMap<number, string> {
    this.#links ??= this.#annotatedLinks()
    return this.#links
  }

  #annotatedLinks(): Map<number, string> {
    const found = new Map<number, string>()
    for (const [annotation, object] of this.objects) {
      if (!object.startsWith('<</Type /Annot') || !LINK.test(object)) continue
      const name = /\/Dest \/([^\s/[\]<>()]+)/.exec(object)?.[1]
      const address = addressOf(object)
      if (name !== undefined) found.set(annotation, `#${decodeName(name)}`)
      else if (address !== undefined) found.set(annotation, address)
    }
    return found
  }

  /** Object numbers of the bookmarks, in the order of the document. */
  outline(): number[] {
    const outlines = /\/Outlines (\d+) 0 R/.exec(this.get(this.root))
    return outlines === null ? [] : this.#bookmarks(Number(outlines[1]))
  }

  #bookmarks(parent: number): number[] {
    const found: number[] = []
    let next = /\/First (\d+) 0 R/.exec(this.get(parent))?.[1]
    while (next !== undefined) {
      found.push(Number(next), ...this.#bookmarks(Number(next)))
      next = /\/Next (\d+) 0 R/.exec(this.get(Number(next)))?.[1]
    }
    return found
  }

  /** Object numbers of the pages below a node of the page tree, in order. */
  #pagesBelow(node: number): number[] {
    const kids = /\/Kids \[([^\]]*)\]/.exec(this.get(node))?.[1]
    if (kids === undefined) return [node]
    return [...kids.matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => this.#pagesBelow(Number(kid)))
  }
}

const STREAM = /^<<(?:\/Length1 \d+\n)?\/Filter \/FlateDecode\n\/Length \d+>> stream\n/

/** Whether an object is a stream that can be unpacked. */
export const isPackedStream = (object: string): boolean => STREAM.test(object)

/** What an object's stream holds; null where it is not written as Chromium does it. */
export function unpackedStream(object: string): Buffer | null {
  const head = STREAM.exec(object)
  return head === null ? null : inflateSync(Buffer.from(object.slice(head[0].length, -'\nendstream'.length), 'latin1'))
}

function number(text: string, pattern: RegExp): number {
  const match = pattern.exec(text)
  if (match === null) throw new Error(`the printed PDF has no ${pattern.source.slice(2, 8)} where one must be`)
  return Number(match[1])
}

/** `#2d` in a PDF name is a hyphen. */
function decodeName(name: string): string {
  return decodeURIComponent(name.replace(/#([0-9a-fA-F]{2})/g, '%$1'))
}

const LINK = /^<<\/Type \/Annot\s+\/Subtype \/Link\b/

/** The address that a link has outside the document; a backslash escapes. */
function addressOf(link: string): string | undefined {
  return /\/URI \(((?:[^()\\]|\\[^])*)\)/.exec(link)?.[1]?.replace(/\\([^])/g, '$1')
}
