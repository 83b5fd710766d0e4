import { fontOf, tablesIn } from './sfnt.ts'

/** What paints glyphs by their numbers (ISO 32000-1, 9.9). */
const NEEDED = ['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp', 'cvt ', 'fpgm', 'prep'] as const

/** Where `head` has left, bottom, right and top of all glyphs together. */
const BOX = [36, 44] as const

/**
 * A TrueType font with what a PDF asks for alone: which characters its glyphs stand for, how they are set and what the font is
 * called is said elsewhere there. Each glyph has the box of all of them, since readers work out what they need themselves: four
 * numbers, and its bearing with them, are those of its neighbours then, which packs.
 * @returns null for what is no such font
 */
export function leanFont(font: Buffer): Buffer | null {
  const tables = tablesIn(font)
  const kept = new Map(
    NEEDED.flatMap((tag): [string, Buffer][] => {
      const table = tables.get(tag)?.()
      return table === undefined ? [] : [[tag, Buffer.from(table)]]
    }),
  )
  const [glyf, head, hhea, hmtx, loca] = NEEDED.map((tag) => kept.get(tag))
  if (glyf === undefined || head === undefined || hhea === undefined || hmtx === undefined || loca === undefined)
    return null
  const measured = hhea.readUInt16BE(34)
  const box = head.subarray(...BOX)
  for (const [glyph, { from, to }] of placesIn(loca, head).entries()) {
    if (from === to) continue
    // The first ones have their advance there as well.
    const at = glyph < measured ? 4 * glyph + 2 : 2 * (measured + glyph)
    hmtx.writeInt16BE(hmtx.readInt16BE(at) - glyf.readInt16BE(from + 2) + box.readInt16BE(0), at)
    box.copy(glyf, from + 2)
  }
  return fontOf(kept)
}

/** Where each glyph stands in `glyf`. */
function placesIn(loca: Buffer, head: Buffer): { from: number; to: number }[] {
  const hasLong = head.readInt16BE(50) === 1
  const offset = (index: number) => (hasLong ? loca.readUInt32BE(4 * index) : 2 * loca.readUInt16BE(2 * index))
  const count = loca.length / (hasLong ? 4 : 2) - 1
  return Array.from({ length: count }, (_, glyph) => ({ from: offset(glyph), to: offset(glyph + 1) }))
}
