/** Differences up to this, in thousandths of the font's size, are those of rounding; larger ones are kerning. */
const UNSEEN = 3
/** What it takes to say that glyphs stand further apart, and afterwards that they don't. */
const CHANGE = '.123 Tc\n'.length
const RESET = '0 Tc\n'.length

/** A glyph by its number, where it begins in its line, and how wide it is. */
export interface Glyph {
  glyph: string
  x: number
  width: number
}

/** What holds before a run. */
export interface Pen {
  /** Where a glyph would stand. */
  pen: number
}

interface Before extends Pen {
  size: number
  spacing: number
}

interface Shown extends Pen {
  text: string
  /** What all its glyphs stand further apart by than the font has it. */
  spacing: number
}

/**
 * A run of glyphs as text operator: with the differences that can be seen (ISO 32000-1, 9.4.3, operator TJ), or with
 * all glyphs further apart by what most of them are, as in a line of Chinese that is stretched between all of them (operator Tc). No
 * glyph moves by more than `UNSEEN`.
 */
export function shortestRun(glyphs: readonly [Glyph, ...Glyph[]], before: Before): Shown {
  const { spacing } = before
  const gaps = glyphs
    .slice(1)
    .map(({ x }, index) => {
      const last = glyphs[index] ?? glyphs[0]
      return x - last.x - last.width
    })
    .sort((a, b) => a - b)
  const middle = Math.round((gaps[gaps.length >> 1] ?? 0) * 1000) / 1000
  const cost = (one: Shown) =>
    one.text.length +
    (one.spacing === spacing ? 0 : one.spacing === 0 ? RESET : CHANGE) +
    (one.spacing === 0 ? 0 : RESET)
  return [...new Set([0, spacing, middle])]
    .map((apart) => shown(glyphs, before, apart))
    .reduce((best, one) => (cost(one) < cost(best) ? one : best))
}

function shown(glyphs: readonly Glyph[], { size, pen }: Before, spacing: number): Shown {
  let text = '['
  let at = pen
  for (const [index, { glyph, x, width }] of glyphs.entries()) {
    const missing = ((x - at) / size) * 1000
    const correction = Math.abs(missing) > UNSEEN ? Math.round(missing) : 0
    if (correction !== 0) text += index === 0 ? `${-correction}<` : `>${-correction}<`
    else if (index === 0) text += '<'
    text += glyph
    at += (correction * size) / 1000 + width + spacing
  }
  // An array of one piece needs no array.
  return { text: `${text}>] TJ`.replace(/^\[(<[\dA-F]+>)\] TJ$/, '$1 Tj'), spacing, pen: at }
}
