/**
 * Reads what is needed of a PDF as Chromium writes it: plain objects, named destinations, no object streams.
 * Parsing it with a library would take longer than printing it.
 */
export class PdfObjects {
  readonly #text: string

  constructor(pdf: Uint8Array) {
    this.#text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  }

  /** Page number, from 1, of each link target of the document. */
  destinationPages(): Map<string, number> {
    const pages = this.#pageObjects()
    const found = new Map<string, number>()
    for (const [, name = '', page] of this.#text.matchAll(/\/([^\s/[\]<>()]+) \[(\d+) 0 R \/XYZ /g)) {
      const index = pages.indexOf(Number(page))
      if (index >= 0) found.set(decodeName(name), index + 1)
    }
    return found
  }

  /** Object numbers of the pages, in order. */
  #pageObjects(): number[] {
    const nodes = new Map<number, { isPage: boolean; kids: number[] }>()
    const children = new Set<number>()
    for (const [, number, type, rest = ''] of this.#text.matchAll(/(?:^|\n)(\d+) 0 obj\n<<\/Type \/(Pages?)\n([^]*?)\nendobj/g)) {
      const kids = [...(/\/Kids \[([^\]]*)\]/.exec(rest)?.[1] ?? '').matchAll(/(\d+) 0 R/g)].map(([, kid]) => Number(kid))
      nodes.set(Number(number), { isPage: type === 'Page', kids })
      for (const kid of kids) children.add(kid)
    }
    const walk = (number: number): number[] => {
      const node = nodes.get(number)
      return node === undefined ? [] : node.isPage ? [number] : node.kids.flatMap(walk)
    }
    return [...nodes].filter(([number, { isPage }]) => !isPage && !children.has(number)).flatMap(([number]) => walk(number))
  }
}

/** `#2d` in a PDF name is a hyphen. */
function decodeName(name: string): string {
  return decodeURIComponent(name.replace(/#([0-9a-fA-F]{2})/g, '%$1'))
}
