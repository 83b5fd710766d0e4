import { type PdfObjects, unpackedStream } from './pdf-objects.ts'
import { packedStream } from './pdf-writer.ts'

/** From each glyph to its text, in UTF-16, both as hexadecimal. */
type Texts = Map<number, string>

const REFERENCE = /\/ToUnicode (\d+) 0 R/
/** `<0013> <4E00>`, or `<0002> <001A> <0041>`: a glyph, or the first and the last of several, and the text of the first. */
const LINE = /^<([\dA-F]{4})> (?:<([\dA-F]{4})> )?<([\dA-F]+)>$/gm

/**
 * The lists of what text glyphs stand for, fewer and shorter, put into the objects of a PDF. Fonts whose lists agree share one: weights of
 * one set of characters number them alike. Glyphs that follow one another are listed without their numbers (ISO 32000-1, 9.10.3).
 */
export async function shareTexts(source: PdfObjects, objects: Map<number, string>): Promise<void> {
  const fonts = [...source.objects].flatMap(([font, object]) => {
    const list = object.startsWith('<</Type /Font\n') ? Number(REFERENCE.exec(object)?.[1] ?? 0) : 0
    const texts = list === 0 ? null : textsIn(unpackedStream(source.get(list))?.toString('latin1') ?? '')
    return texts === null ? [] : [{ font, object, list, texts }]
  })
  const shared: { list: number; texts: Texts }[] = []
  for (const { font, object, list, texts } of fonts.toSorted((a, b) => b.texts.size - a.texts.size)) {
    const same = shared.find((one) => [...texts].every(([glyph, text]) => (one.texts.get(glyph) ?? text) === text))
    if (same === undefined) {
      shared.push({ list, texts: new Map(texts) })
      continue
    }
    for (const [glyph, text] of texts) same.texts.set(glyph, text)
    objects.set(font, object.replace(REFERENCE, `/ToUnicode ${same.list} 0 R`))
    if (list !== same.list) objects.delete(list)
  }
  const streams = shared.map(async ({ list, texts }): Promise<[number, string]> => {
    return [list, await packedStream('', Buffer.from(characterMap(texts), 'latin1'))]
  })
  for (const [list, stream] of await Promise.all(streams)) objects.set(list, stream)
}

/** Null where a list is not written as Chromium does it. */
function textsIn(list: string): Texts | null {
  const texts: Texts = new Map()
  const entries = list.slice(list.indexOf('endcodespacerange'))
  for (const [, from = '', to = from, text = ''] of entries.matchAll(LINE)) {
    const [first, last] = [Number.parseInt(from, 16), Number.parseInt(to, 16)]
    for (let glyph = first; glyph <= last; glyph += 1) texts.set(glyph, following(text, glyph - first))
  }
  return texts.size === 0 ? null : texts
}

const hexadecimal = (number: number): string => number.toString(16).toUpperCase().padStart(4, '0')

/** The text some characters after one, by its last unit. */
const following = (text: string, by: number): string =>
  text.slice(0, -4) + hexadecimal(Number.parseInt(text.slice(-4), 16) + by)

/** Most entries between a `begin` and its `end`. */
const MOST = 100

function characterMap(texts: Texts): string {
  const entries = rangesOf(texts).map(({ from, texts: listed }) => {
    const [first = ''] = listed
    const range = `<${hexadecimal(from)}> <${hexadecimal(from + listed.length - 1)}>`
    return listed.every((text, index) => text === following(first, index))
      ? `${range} <${first}>`
      : `${range} [${listed.map((text) => `<${text}>`).join('')}]`
  })
  const blocks = Array.from({ length: Math.ceil(entries.length / MOST) }, (_, index) => {
    const some = entries.slice(index * MOST, (index + 1) * MOST)
    return `${some.length} beginbfrange\n${some.join('\n')}\nendbfrange\n`
  })
  return `${HEAD}${blocks.join('')}${END}`
}

const HEAD = `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`
const END = `endcmap
CMapName currentdict /CMap defineresource pop
end
end`

/** Glyphs that follow one another, of one high byte each. */
function rangesOf(texts: Texts): { from: number; texts: string[] }[] {
  const ranges: { from: number; texts: string[] }[] = []
  for (const [glyph, text] of [...texts].toSorted(([a], [b]) => a - b)) {
    const last = ranges.at(-1)
    if (last !== undefined && last.from + last.texts.length === glyph && glyph % 256 !== 0) last.texts.push(text)
    else ranges.push({ from: glyph, texts: [text] })
  }
  return ranges
}
