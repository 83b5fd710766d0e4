import { COLOURS } from '../../charts/theme.ts'
import { contrast, hexOf, type Look, lookOf } from './colour.ts'

/** The grounds of the page by day and in the dark, as the tokens `--paper` of the style sheets have them. */
export const PAPER = { light: '#ffffff', dark: '#15181c' } as const

/** Least contrast of a text with what it stands on: https://www.w3.org/TR/WCAG22/#contrast-minimum */
export const LEAST_CONTRAST = 4.5

/** From this on a colour is one, and not a tone of grey. */
const COLOURFUL = 0.05
/** Lighter than this is a ground. */
const GROUND = 0.85
/** Marks are at least so light in the dark. */
const MARK = 0.66

/** Bands behind marks: what texts of a figure stand on beside the paper. */
const BAND = COLOURS.band

/**
 * Figures are drawn for paper. On a screen each of their colours has one to stand for it in the dark: grounds and greys are
 * turned round, marks keep their hue and become lighter where they would not be seen. A text in a colour that is too close to
 * its ground is made darker, in the dark lighter.
 *
 * @param figures HTML or JSON in which the colours stand in quotes
 * @returns rules that act on a screen alone
 */
export function figureColours(figures: string): string {
  const found = new Set([...figures.matchAll(/"(#[\da-f]{6}|#[\da-f]{3}|white|black)"/gi)].map(([, name = '']) => name))
  const light: string[] = []
  const dark: string[] = []
  for (const name of [...found].sort()) {
    const colour = NAMED[name] ?? name
    const text = textColour(colour, 'light')
    if (text !== colour) light.push(rule('text', 'fill', name, text))
    const shown = inTheDark(colour)
    dark.push(rule('', 'fill', name, shown), rule('', 'stroke', name, shown))
    dark.push(rule('text', 'fill', name, textColour(colour, 'dark')))
  }
  return `@media screen {\n${light.join('\n')}\n}\n@media screen and (prefers-color-scheme: dark) {\n${dark.join('\n')}\n}`
}

const NAMED: Record<string, string | undefined> = { white: '#ffffff', black: '#000000' }

const rule = (element: string, property: 'fill' | 'stroke', name: string, colour: string) =>
  `.float svg ${element}[${property}="${name}"] { ${property}: ${colour}; }`

/** What stands for a colour of a figure in the dark. */
export function inTheDark(colour: string): string {
  const { lightness, chroma, hue } = lookOf(colour)
  if (chroma >= COLOURFUL && lightness < GROUND) return hexOf({ lightness: Math.max(lightness, MARK), chroma, hue })
  const paper = lookOf(PAPER.dark)
  // White becomes the paper of the dark, and the ink nearly white.
  return hexOf({
    lightness: paper.lightness + (1 - lightness) * 0.92,
    chroma: lightness > 0.999 ? paper.chroma : chroma,
    hue: lightness > 0.999 ? paper.hue : hue,
  })
}

/** A colour of a figure as its texts have it: readable on the paper and on a band. One as light as a ground is on a mark. */
export function textColour(colour: string, mode: 'light' | 'dark'): string {
  if (lookOf(colour).lightness >= GROUND) return mode === 'light' ? colour : inTheDark(colour)
  const grounds = mode === 'light' ? [PAPER.light, BAND] : [PAPER.dark, inTheDark(BAND)]
  const step = mode === 'light' ? -0.01 : 0.01
  let shown = mode === 'light' ? colour : inTheDark(colour)
  let look: Look = lookOf(shown)
  while (
    grounds.some((ground) => contrast(shown, ground) < LEAST_CONTRAST) &&
    look.lightness > 0 &&
    look.lightness < 1
  ) {
    look = { ...look, lightness: look.lightness + step }
    shown = hexOf(look)
  }
  return shown
}
