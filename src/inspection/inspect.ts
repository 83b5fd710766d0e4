import { UserError } from '../errors.ts'
import type { Text } from '../text/phrase.ts'
import { accessibilityFaults } from './accessibility.ts'
import { type LayoutFault, layoutFaults, type PageFrame, pageFrame, type TextBox } from './layout-faults.ts'
import { PdfFile } from './pdf-file.ts'
import { type Provenance, readProvenance } from './provenance.ts'
import { readPage, type Section, SectionReader } from './sections.ts'

/** What is in a printed PDF, read back from its bytes. */
export interface Inspection {
  pages: number
  bytes: number
  /** Text of each page. */
  text: string[]
  /** Pages on which a glyph is shown that stands for a character which its font lacks: an empty box, without a text. */
  boxes: number[]
  /** How often each page shows a picture, or a drawing that is kept as one. */
  pictures: number[]
  /** Names of the embedded fonts without the subset's prefix, and their kind. */
  fonts: { name: string; type3: boolean; embedded: boolean }[]
  outline: { title: string; level: number }[]
  /** The document by its first-level headings, as its tags have it. */
  sections: Section[]
  /** What does not fit on its page. */
  layout: LayoutFault[]
  /** Links within the document, those of them that lead nowhere, and the addresses that the first page leads to. */
  links: { internal: number; external: number; broken: string[]; onFirstPage: string[] }
  metadata: { title: string; author: string; subject: string; keywords: string; lang: string }
  tagged: boolean
  /** What a reader who hears the file would miss. */
  accessibility: Text[]
  /** Null for a report of an older version, or of another program. */
  provenance: Provenance | null
}

/**
 * Reads a PDF with another program's eyes than those that wrote it.
 *
 * @throws UserError `check` where the bytes are no PDF
 */
export async function inspect(pdf: Uint8Array): Promise<Inspection> {
  const { getDocument, VerbosityLevel } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  // pdf.js takes the buffer away from its caller.
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: VerbosityLevel.ERRORS })
  const document = await task.promise.catch((cause: unknown) => {
    throw new UserError('check', 'The file is no PDF that can be read: print the report again with npm run report.', {
      cause,
    })
  })
  const file = new PdfFile(pdf)
  try {
    const text: string[] = []
    const boxes: TextBox[] = []
    const frames: PageFrame[] = []
    const sections = new SectionReader()
    const broken: string[] = []
    const onFirstPage: string[] = []
    let internal = 0
    let external = 0
    const contents = file.contents()
    for (let number = 1; number <= document.numPages; number++) {
      const page = await document.getPage(number)
      const read = readPage(number, (await page.getTextContent({ includeMarkedContent: true })).items)
      text.push(read.text)
      boxes.push(...read.boxes)
      sections.add(number, await page.getStructTree(), read.marked)
      const { width, height } = page.getViewport({ scale: 1 })
      frames.push(pageFrame(number, contents[number - 1] ?? '', { width, height }))
      for (const annotation of (await page.getAnnotations()) as { url?: string; dest?: unknown }[]) {
        if (annotation.url !== undefined) {
          external++
          if (number === 1) onFirstPage.push(annotation.url)
        }
        if (annotation.url === undefined && annotation.dest != null) {
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
      boxes: contents.flatMap((content, index) => (showsBox(content) ? [index + 1] : [])),
      pictures: contents.map((content) => content.match(/\/[^\s/]+\s+Do\b/g)?.length ?? 0),
      fonts: fontsOf(file),
      outline: flatten((await document.getOutline()) ?? [], 1),
      sections: sections.sections,
      layout: layoutFaults(frames, boxes),
      links: { internal, external, broken, onFirstPage },
      metadata: {
        title: field('Title'),
        author: field('Author'),
        subject: field('Subject'),
        keywords: field('Keywords'),
        lang: field('Language'),
      },
      tagged: isMarked(await document.getMarkInfo()),
      accessibility: accessibilityFaults(file),
      provenance: readProvenance(file.xmp()),
    }
  } finally {
    await task.destroy()
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

/** Whether glyph 0 is among those that are shown, in a font of two bytes a glyph: the one for what a font lacks. */
const showsBox = (content: string): boolean =>
  Array.from(content.matchAll(/(?<!ActualText )<((?:[\dA-F]{4})+)>/g), ([, glyphs = '']) => glyphs).some((glyphs) =>
    (glyphs.match(/.{4}/g) ?? []).some((glyph) => glyph === '0000'),
  )

/** A font whose descriptor has a font file is embedded. */
function fontsOf(file: PdfFile): Inspection['fonts'] {
  const fonts = new Map<string, { name: string; type3: boolean; embedded: boolean }>()
  for (const { text } of file.objects.values()) {
    if (!/\/Type \/Font\b(?!Descriptor)/.test(text) || /\/Subtype \/Type0/.test(text)) continue
    const type3 = /\/Subtype \/Type3/.test(text)
    const base = /\/BaseFont \/(?:[A-Z]{6}\+)?([^\s/>]+)/.exec(text)?.[1] ?? '(no name)'
    const descriptor = file.text(Number(/\/FontDescriptor (\d+) 0 R/.exec(text)?.[1]))
    fonts.set(`${base}${type3}`, { name: base, type3, embedded: type3 || /\/FontFile/.test(descriptor) })
  }
  return [...fonts.values()].sort((a, b) => a.name.localeCompare(b.name))
}
