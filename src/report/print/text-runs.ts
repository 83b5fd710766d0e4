import type { PdfObjects } from './pdf-objects.ts'

/** Advance of each glyph in thousandths of the font's size. */
type Advances = (glyph: number) => number

/**
 * A text begins, a font is chosen, or a glyph is shown, perhaps on a place of its own, and others after it. Where the
 * font's widths happen to fit exactly, Chromium shows several glyphs at once.
 */
const TEXT =
  /\bBT\n|\/(F\d+) ([\d.]+) Tf|(?:(-?[\d.]+) (-?[\d.]+) Td )?<((?:[\dA-F]{4})+)> Tj((?:\n-?[\d.]+ -?[\d.]+ Td <(?:[\dA-F]{4})+> Tj)*)/g
const NEXT = /(-?[\d.]+) (-?[\d.]+) Td <((?:[\dA-F]{4})+)> Tj/g

/** Differences up to this, in thousandths of the font's size, are those of rounding; larger ones are kerning. */
const UNSEEN = 3

/**
 * Says the same text in fewer words. Chromium places every glyph by itself, `<0029> Tj 8.9115143 0 Td`, since the font's
 * whole widths miss its fractional positions by a hair. Written as runs, with the differences that can be seen (ISO
 * 32000-1, 9.4.3, operator TJ), a page of text takes half the space; no glyph moves by more than `UNSEEN`.
 *
 * @returns what gives the operators of a page, shorter
 */
export function textRuns(source: PdfObjects): (content: string) => string {
  const fonts = fontAdvances(source)
  return (content) => joined(content, fonts)
}

function joined(content: string, fonts: ReadonlyMap<string, Advances>): string {
  let advances: Advances | undefined
  let size = 0
  // `Td` counts from the last glyph that it placed. From the place that it counts from now, the first glyph of a run, to there.
  let behind = 0
  // From there to where the next glyph stands that no `Td` places.
  let ahead = 0
  return content.replace(
    TEXT,
    (text, font?: string, points?: string, x?: string, y?: string, first?: string, others?: string) => {
      if (font !== undefined) {
        advances = fonts.get(font)
        size = Number(points)
      } else if (first === undefined) {
        behind = 0
        ahead = 0
      } else if (advances !== undefined) {
        const move = x === undefined ? '' : `${decimal(behind + Number(x))} ${y ?? '0'} Td `
        const start = move === '' ? { behind, ahead } : { behind: 0, ahead: 0 }
        const run = runs(first, others ?? '', size, advances, start)
        behind = run.behind
        ahead = run.ahead
        return move + run.text
      }
      return text
    },
  )
}

/**
 * A line of glyphs as one array; a glyph on another line begins another.
 * @param start from where `Td` counts now to where it did, and from there to the first glyph: that may have none of its own,
 *   as after a mark around the glyph before it
 */
function runs(
  first: string,
  others: string,
  size: number,
  advances: Advances,
  start: { behind: number; ahead: number },
): { text: string; behind: number; ahead: number } {
  const lines: string[] = []
  let line = `[<${first}`
  let width = widthOf(first, advances)
  let { behind, ahead } = start
  /** By how much the run misses the place of the glyph. */
  let missing = 0
  for (const [, x = '', y = '', next = ''] of others.matchAll(NEXT)) {
    if (y === '0') {
      behind += Number(x)
      missing += ((Number(x) - ahead) / size) * 1000 - width
      const correction = Math.abs(missing) > UNSEEN ? Math.round(missing) : 0
      missing -= correction
      line += correction === 0 ? next : `>${-correction}<${next}`
    } else {
      lines.push(shown(line))
      line = `${decimal(behind + Number(x))} ${y} Td [<${next}`
      behind = 0
      missing = 0
    }
    ahead = 0
    width = widthOf(next, advances)
  }
  return { text: [...lines, shown(line)].join('\n'), behind, ahead: ahead + (width * size) / 1000 }
}

/** Width of glyphs written as `002A0029`, in thousandths of the font's size. */
const widthOf = (glyphs: string, advances: Advances): number =>
  (glyphs.match(/.{4}/g) ?? []).reduce((sum, glyph) => sum + advances(Number.parseInt(glyph, 16)), 0)

/** An array of one piece needs no array. */
const shown = (line: string) => `${line}>] TJ`.replace(/\[(<[\dA-F]+>)\] TJ$/, '$1 Tj')

const decimal = (value: number) => String(Math.round(value * 10_000) / 10_000)

/** The fonts whose glyphs have two bytes, by the name that pages give them. */
function fontAdvances(source: PdfObjects): Map<string, Advances> {
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
  const widths = new Map<number, number>()
  for (const [, from = '', list, to, width] of listed.matchAll(/(\d+) (?:\[([^\]]*)\]|(\d+) (-?[\d.]+))/g)) {
    if (list !== undefined)
      for (const [index, one] of list.split(' ').entries()) widths.set(Number(from) + index, Number(one))
    else for (let glyph = Number(from); glyph <= Number(to); glyph++) widths.set(glyph, Number(width))
  }
  return (glyph) => widths.get(glyph) ?? byDefault
}
