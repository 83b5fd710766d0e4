import { inflateSync } from 'node:zlib'
import { UserError } from '../errors.ts'

/** What is in a printed PDF, read back from its bytes. */
export interface Inspection {
  pages: number
  bytes: number
  /** Text of each page. */
  text: string[]
  /** Names of the embedded fonts without the subset's prefix, and their kind. */
  fonts: { name: string; type3: boolean; embedded: boolean }[]
  outline: { title: string; level: number }[]
  /** Links within the document, and those of them that lead nowhere. */
  links: { internal: number; external: number; broken: string[] }
  metadata: { title: string; author: string; subject: string; keywords: string; lang: string }
  tagged: boolean
}

/** What must never be read in a report: traces of values that were not there. */
const TRACES = /\bundefined\b|\bNaN\b|\[object Object\]|xSLOT\d+x/

/** Reads a PDF with another program's eyes than those that wrote it. */
export async function inspect(pdf: Uint8Array): Promise<Inspection> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  // pdf.js takes the buffer away from its caller.
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: VerbosityLevel.ERRORS })
  const document = await task.promise
  try {
    const text: string[] = []
    const broken: string[] = []
    let internal = 0
    let external = 0
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const { items } = await page.getTextContent()
      text.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
      for (const annotation of (await page.getAnnotations()) as { url?: string; dest?: unknown }[]) {
        if (annotation.url !== undefined) external++
        else if (annotation.dest != null) {
          internal++
          const target =
            typeof annotation.dest === 'string' ? await document.getDestination(annotation.dest) : annotation.dest
          if (target === null) broken.push(String(annotation.dest))
        }
      }
      page.cleanup()
    }
    const { info } = await document.getMetadata()
    const field = (name: string) => String((info as Record<string, unknown>)[name] ?? '')
    return {
      pages: document.numPages,
      bytes: pdf.length,
      text,
      fonts: fontsOf(pdf),
      outline: flatten((await document.getOutline()) ?? [], 1),
      links: { internal, external, broken },
      metadata: {
        title: field('Title'),
        author: field('Author'),
        subject: field('Subject'),
        keywords: field('Keywords'),
        lang: field('Language'),
      },
      tagged: isMarked(await document.getMarkInfo()),
    }
  } finally {
    await task.destroy()
  }
}

/**
 * Refuses a report in which a value is missing.
 *
 * @throws UserError `check` that names the page
 */
export function assertNoTraces({ text }: Inspection): void {
  for (const [index, page] of text.entries()) {
    const found = TRACES.exec(page)
    if (found === null) continue
    const around = page.slice(Math.max(0, found.index - 40), found.index + 40).replaceAll('\n', ' ')
    throw new UserError(
      'check',
      `Page ${index + 1} of the report prints “${found[0]}” (“…${around}…”): a value is missing there; ` +
        'correct the template or the data.',
    )
  }
}

/** Typed as an object by pdf.js, and a Map in truth. */
function isMarked(info: unknown): boolean {
  return info instanceof Map ? info.get('Marked') === true : (info as { Marked?: boolean } | null)?.Marked === true
}

interface OutlineNode {
  title: string
  items: OutlineNode[]
}

function flatten(nodes: readonly OutlineNode[], level: number): { title: string; level: number }[] {
  return nodes.flatMap(({ title, items }) => [{ title, level }, ...flatten(items, level + 1)])
}

/** A font whose descriptor has a font file is embedded. */
function fontsOf(pdf: Uint8Array): Inspection['fonts'] {
  const objects = dictionaries(pdf)
  const fonts = new Map<string, { name: string; type3: boolean; embedded: boolean }>()
  for (const body of objects.values()) {
    if (!/\/Type \/Font\b(?!Descriptor)/.test(body) || /\/Subtype \/Type0/.test(body)) continue
    const type3 = /\/Subtype \/Type3/.test(body)
    const base = /\/BaseFont \/(?:[A-Z]{6}\+)?([^\s/>]+)/.exec(body)?.[1] ?? '(no name)'
    const descriptor = objects.get(Number(/\/FontDescriptor (\d+) 0 R/.exec(body)?.[1])) ?? ''
    fonts.set(`${base}${type3}`, { name: base, type3, embedded: type3 || /\/FontFile/.test(descriptor) })
  }
  return [...fonts.values()].sort((a, b) => a.name.localeCompare(b.name))
}

/** Objects that are no streams, unpacked from the object streams that hold them (ISO 32000-1, 7.5.7). */
function dictionaries(pdf: Uint8Array): Map<number, string> {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1')
  const found = new Map<number, string>()
  const pattern = /\/Type \/ObjStm\n\/N (\d+)\n\/First (\d+)[^]*?\/Length (\d+)>> stream\n/g
  for (const match of text.matchAll(pattern)) {
    const [head, , first, length] = match
    const start = match.index + head.length
    const content = inflateSync(Buffer.from(text.slice(start, start + Number(length)), 'latin1')).toString('latin1')
    const numbers = content.slice(0, Number(first)).trim().split(' ').map(Number)
    for (let index = 0; index < numbers.length; index += 2) {
      const from = numbers[index + 1] ?? 0
      found.set(
        numbers[index] ?? 0,
        content.slice(Number(first) + from, Number(first) + (numbers[index + 3] ?? content.length)),
      )
    }
  }
  return found
}
