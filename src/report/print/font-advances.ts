import type { PdfObjects } from './pdf-objects.ts'

/** Advance of each glyph, written as `002A`, in thousandths of the font's size. */
export type Advances = (glyph: string) => number

/** A font whose glyphs have two bytes. */
export interface CompositeFont {
  /** By which pages call it. */
  name: string
  /** The object that has the widths of its glyphs. */
  descendant: string
}

/** The fonts of a PDF whose glyphs have two bytes. */
export const compositeFonts = (source: PdfObjects): CompositeFont[] =>
  [...source.objects].flatMap(([number, object]) => {
    const descendant =
      /\/Encoding \/Identity-H[^]*\/DescendantFonts \[(\d+) 0 R\]|\/DescendantFonts \[(\d+) 0 R\][^]*\/Encoding \/Identity-H/.exec(
        object,
      )
    return descendant === null
      ? []
      : [{ name: `F${number}`, descendant: source.get(Number(descendant[1] ?? descendant[2])) }]
  })

/** The advances of fonts, by their names. */
export const fontAdvances = (fonts: readonly CompositeFont[]): Map<string, Advances> =>
  new Map(fonts.map(({ name, descendant }) => [name, advancesOf(descendant)]))

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
