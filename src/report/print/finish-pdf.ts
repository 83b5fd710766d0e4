import { fontPrograms } from './font-programs.ts'
import { PageStore } from './kept-pages.ts'
import { informationDictionary, type Metadata, plainString, textString, xmpPacket } from './metadata.ts'
import type { PdfObjects } from './pdf-objects.ts'
import { objectStream, PdfWriter, streamObject } from './pdf-writer.ts'
import { renumbered } from './renumbered.ts'
import { shorterArea } from './shorter-numbers.ts'
import { srgbProfile } from './srgb-profile.ts'
import { StructureTree } from './structure-tree.ts'
import { taggedContents } from './tagged-contents.ts'
import { shareTexts } from './to-unicode.ts'

/** Objects in one object stream; readers unpack a whole one to get at one of them. */
const OBJECTS_PER_STREAM = 400

/**
 * Writes a PDF of Chromium anew: with author, subject, keywords, XMP and the given dates, with what assistive programs and
 * archives ask for and Chromium leaves out, and with its thousands of small objects, most of them tags, packed into
 * compressed object streams, which other processors do meanwhile: half the size. Text is written as runs, numbers with the
 * decimals that can be seen, and fonts have what a PDF asks for; pictures stay as they were, byte for byte.
 *
 * @param bookmarks titles in the order of the document: Chromium's own lose the space where a heading wraps, and double
 *   the text of some headings in a second print
 * @param linkText says where a link leads, for `#place` or an address
 * @param store pages that were finished before
 */
export async function finishPdf(
  source: PdfObjects,
  metadata: Metadata,
  bookmarks: readonly string[],
  linkText: (target: string) => string = (target) => target,
  store: PageStore = new PageStore(),
): Promise<Uint8Array> {
  const producer = /\/Producer (\([^)]*\))/.exec(source.get(source.info))?.[1] ?? '()'
  const fonts = fontPrograms(source)
  const tree = new StructureTree(source, source.size)
  const contents = taggedContents(source, tree, store)
  const objects = new Map(source.objects)
  tree.writeTo(objects)
  for (const [link, target] of source.links()) {
    const described = `$&\n/Contents ${plainString(linkText(target)).replaceAll('$', '$$$$')}`
    objects.set(link, shorterArea(source.get(link)).replace(/^<<\/Type \/Annot\s+\/Subtype \/Link/, described))
  }
  const outline = source.outline()
  if (outline.length === bookmarks.length) {
    for (const [index, item] of outline.entries()) {
      objects.set(
        item,
        source.get(item).replace(TITLE, () => `/Title ${textString(bookmarks[index] ?? '')}`),
      )
    }
  }
  await shareTexts(source, objects)
  objects.set(source.info, informationDictionary(metadata, producer))
  const packetNumber = tree.firstFree
  const packet = Buffer.from(xmpPacket(metadata), 'utf8').toString('latin1')
  objects.set(packetNumber, `<</Type /Metadata\n/Subtype /XML\n/Length ${packet.length}>> stream\n${packet}\nendstream`)
  objects.set(packetNumber + 1, streamObject('/N 3', srgbProfile()))
  objects.set(source.root, catalog(source.get(source.root), packetNumber, packetNumber + 1))

  const renamed = nodeNames(objects)
  const { objects: all, numberOf } = renumbered(objects)
  const small = all
    .filter(([, object]) => !isStream(object))
    .map(([number, object]) => [number, renamed(object)] as const)
  const packed = chunks(small, OBJECTS_PER_STREAM).map(objectStream)
  const written = new Map(
    [...(await contents), ...(await fonts)].map(([number, content]) => [numberOf(number), content]),
  )
  const writer = new PdfWriter(all.length + 1)
  for (const [number, object] of all) if (isStream(object)) writer.plain(number, written.get(number) ?? object)
  for (const stream of packed) writer.packed(await stream)
  return writer.end(numberOf(source.root), numberOf(source.info))
}

const isStream = (object: string) => object.endsWith('endstream')

const chunks = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, index) => list.slice(index * size, (index + 1) * size))

/** The colours of the pages are those of sRGB, which an output intent says (ISO 32000-1, 14.11.5). */
function catalog(object: string, packet: number, profile: number): string {
  const intent =
    '<</Type /OutputIntent\n/S /GTS_PDFA1\n/OutputConditionIdentifier (sRGB IEC61966-2.1)\n' +
    `/Info (sRGB IEC61966-2.1)\n/DestOutputProfile ${profile} 0 R>>`
  return object.replace(/>>$/, `\n/OutputIntents [${intent}]\n/Metadata ${packet} 0 R>>`)
}

const NODE = /\(node(\d+)\)/g

/**
 * Table cells are named by numbers that the browser gave its nodes, which depend on what else was done with the page.
 * Counted anew in their order, they are the same for the same page, and the tree of names stays sorted.
 */
function nodeNames(objects: ReadonlyMap<number, string>): (object: string) => string {
  const used = new Set(
    [...objects.values()].flatMap((object) =>
      // What a stream holds is packed.
      isStream(object) ? [] : Array.from(object.matchAll(NODE), ([, node = '']) => node),
    ),
  )
  const names = new Map([...used].sort().map((node, index) => [node, String(index).padStart(node.length, '0')]))
  return (object) => object.replace(NODE, (_, node: string) => `(node${names.get(node) ?? node})`)
}

/** A string of PDF: in brackets, where a backslash escapes, or in hexadecimal. */
const TITLE = /\/Title (?:\((?:\\[^]|[^\\)])*\)|<[0-9A-Fa-f\s]*>)/
