import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { COLOURS } from '../../charts/theme.ts'
import { contrast, hexOf, lookOf } from './colour.ts'
import { figureColours, inTheDark, LEAST_CONTRAST, PAPER, textColour } from './screen-colours.ts'

const STYLES = path.join(import.meta.dirname, '..', '..', '..', 'templates', 'styles')
const sheets = globSync('*.css', { cwd: STYLES })
  .sort()
  .map((file) => readFileSync(path.join(STYLES, file), 'utf8'))
  .join('\n')

/** Tokens as the last rule says them that acts: for paper, then on any screen, then on a dark one. */
function tokens(dark: boolean): Map<string, string> {
  const before = (block: string) => {
    const [at] = block.split(/:root\b/)
    return at?.slice(at.lastIndexOf('@media')) ?? ''
  }
  const found = new Map<string, string>()
  const blocks = [...sheets.matchAll(/(?:@media[^{]*\{[^{}@]*)?:root\s*\{([^}]*)\}/g)]
  for (const [block, body = ''] of blocks) {
    if (before(block).includes('dark') && !dark) continue
    for (const [, name = '', value = ''] of body.matchAll(/--([\w-]+):\s*(#[\da-f]{3,6})\s*;/gi)) found.set(name, value)
  }
  return found
}

describe.each(['light', 'dark'] as const)('%s', (mode) => {
  const of = (name: string) => tokens(mode === 'dark').get(name) ?? ''

  test.each(['ink', 'quiet', 'accent', 'warn'])('texts in --%s can be read on each ground', (name) => {
    for (const ground of ['paper', 'shade'])
      expect(contrast(of(name), of(ground)), `on --${ground}`).toBeGreaterThanOrEqual(LEAST_CONTRAST)
  })

  test('what is said of a mark can be read in its bubble', () => {
    expect(contrast(of('paper'), of('ink'))).toBeGreaterThanOrEqual(LEAST_CONTRAST)
  })

  test('figures are turned for the paper that the page has', () => {
    expect(of('paper')).toBe(PAPER[mode])
  })

  // Lighter ones are lines and grounds.
  test.each(Object.entries(COLOURS).filter(([, colour]) => lookOf(colour).lightness < 0.77))(
    'texts of figures in %s can be read on the paper and on a band',
    (_, colour) => {
      const bands = { light: COLOURS.band, dark: inTheDark(COLOURS.band) }
      for (const ground of [PAPER[mode], bands[mode]])
        expect(contrast(textColour(colour, mode), ground)).toBeGreaterThanOrEqual(LEAST_CONTRAST)
    },
  )
})

test('contrast is that of the recommendation', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 5)
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
  expect(contrast('#ffffff', '#777777')).toBe(contrast('#777777', '#ffffff'))
})

test('a colour is what it looks like', () => {
  for (const colour of [...Object.values(COLOURS), '#ffffff', '#000000'])
    expect(hexOf(lookOf(colour))).toBe(colour.toLowerCase())
})

test('in the dark grounds are dark, marks keep their hue, and both can be told from the paper', () => {
  expect(inTheDark('#ffffff')).toBe(PAPER.dark)
  const paper = lookOf(PAPER.dark).lightness
  for (const ground of [COLOURS.band, COLOURS.stop, COLOURS.hair]) {
    const { lightness } = lookOf(inTheDark(ground))
    expect(lightness).toBeGreaterThan(paper + 0.02)
    expect(lightness).toBeLessThan(0.45)
  }
  for (const mark of [COLOURS.blue, COLOURS.vermilion, COLOURS.green, COLOURS.orange]) {
    expect(contrast(inTheDark(mark), PAPER.dark)).toBeGreaterThan(3)
    expect(Math.abs(lookOf(inTheDark(mark)).hue - lookOf(mark).hue)).toBeLessThan(0.1)
  }
})

test('every colour in quotes has its rules, for a screen alone', () => {
  const css = figureColours(
    '<path fill="#0072B2" stroke="none"/><rect fill="white"/><text fill="#E69F00">#123456</text>',
  )
  expect(css).toContain(`.float svg [fill="#0072B2"] { fill: ${inTheDark('#0072B2')}; }`)
  expect(css).toContain(`.float svg [fill="white"] { fill: ${PAPER.dark}; }`)
  expect(css).toContain(`.float svg text[fill="#E69F00"] { fill: ${textColour('#E69F00', 'light')}; }`)
  expect(css).not.toContain('123456')
  expect(css.match(/^@media (?!screen)/gm)).toBeNull()
})
