import type { PdfObjects } from './pdf-objects.ts'

/** Advance of each glyph, written as `002A`, in thousandths of the font's size. */
export type Advances = (glyph: string) => number

/** The fonts whose glyphs have two bytes, by the name that pages give them. */
export function fontAdvances(source: PdfObjects): Map<string, Advances> {
  const fonts = new Map<string, Advances>()
  for (const [number, object] of source.objects) {
    const descendant =
      /\/Encoding \/Identity-H[^]*\/DescendantFonts \[(\d+) 0 R\]|\/DescendantFonts \[(\d+) 0 R\][^]*\/Encoding \/Identity-H/.exec(
        object,
      )
    if (descendant !== null) fonts.set(`F${number}`, advancesOf(source.get(Number(descendant[1] ?? descendant[2]))))
  }
  return fonts
}

/** Reads `/W [5 [200 300] 164 165 426]` and `/DW 513` (ISO 32000-1, 9.7.4.3). */
function advancesOf(font: string): Advances {
  const byDefault = Number(/\/DW (\d+)/.exec(font)?.[1] ?? 1000)
  const listed = /\/W \[((?:[^[\]]|\[[^\]]*\])*)\]/.exec(font)?.[1] ?? ''
  const widths = new Map<string, number>()
  const set = (glyph: number, width: number) => widths.set(glyph.toString(16).toUpperCase().padStart(4, '0'), width)
  for (const [, from = '', list, to, width] of listed.matchAll(/(\d+) (?:\[([^\]]*)\]|(\d+) (-?[\d.]+))/g)) {
    if (list !== undefined) for (const [index, one] of list.split(' ').entries()) set(Number(from) + index, Number(one))
    else for (let glyph = Number(from); glyph <= Number(to); glyph++) set(glyph, Number(width))
  }
  return (glyph) => widths.get(glyph) ?? byDefault
}
