import { existsSync } from 'node:fs'
import * as fontkit from 'fontkit'
import { expect, test } from 'vitest'
import { named, remedy, uncovered } from './coverage.ts'
import { drawingFonts, FAMILIES, fontFaces } from './faces.ts'

/** What each rule gives: family, weight, and the characters or the file. */
const rules = (text: string, language?: string) =>
  [
    ...fontFaces(text, 'woff', language).matchAll(/font-family:'([^']+)';font-weight:(\d+);.*?unicode-range:([^}]*)}/g),
  ].map(([, family = '', weight = '', range = '']) => ({ family, weight, range }))
const HAS_HANAZONO = existsSync('/usr/share/fonts/truetype/hanazono/HanaMinB.ttf')

test('common and rare names are covered', () => {
  expect(uncovered('陳小明 游錫堃 陶喆 𡘙 Žofia Núñez “O’Neil”')).toEqual([])
  // Beyond the basic plane Debian has a font for the rest, which may be there.
  expect(uncovered('𡘙𠮷')).toEqual(HAS_HANAZONO ? [] : ['𠮷'])
})

test('a character that no font has is named once, with its code point and what can be done', () => {
  expect(uncovered('𰻞小𰻞🤡\n\u00a0')).toEqual(['𰻞', '🤡'])
  expect(named(['𰻞', '→'])).toBe('𰻞 (U+30EDE), → (U+2192)')
  expect(remedy()).toMatch(HAS_HANAZONO ? /without them/ : /fonts-hanazono/)
})

test('a text without Chinese gets no font for it, and one with a name its letters alone, in both weights', () => {
  const families = (text: string) => [...new Set(rules(text).map(({ family }) => family))]
  expect(families('a')).toEqual(['Source Serif 4', 'Source Sans 3', 'IBM Plex Mono'])
  expect(rules('a堃').filter(({ family }) => family === 'Noto Sans TC')).toEqual([
    { family: 'Noto Sans TC', weight: '400', range: 'U+5803' },
    { family: 'Noto Sans TC', weight: '600', range: 'U+5803' },
  ])
  expect(rules('a堃').map(({ family }) => family)).not.toContain('Marks Serif')
})

test('a rare character has a rule of its own below the family that styles name', () => {
  const given = rules('堃𡘙').filter(({ family, weight }) => family === 'Noto Sans TC' && weight === '600')
  expect(given.map(({ range }) => range)).toEqual(['U+5803', 'U+21619'])
})

test('a page in Chinese has a serif, a sans in two weights, and dashes that fill their squares', () => {
  const given = rules('虛擬機器', 'zh-TW').filter(({ family }) => !/^(Source|IBM)/.test(family))
  expect(given.map(({ family, weight }) => `${family} ${weight}`)).toEqual([
    'Noto Serif TC 400',
    'Marks Serif 400',
    'Noto Sans TC 400',
    'Marks Sans 400',
    'Noto Sans TC 600',
    'Marks Sans 600',
  ])
  expect(given.filter(({ family }) => family.startsWith('Marks')).map(({ range }) => range)).toEqual(
    Array.from({ length: 3 }, () => 'U+2014,U+2026'),
  )
})

test('what is put together is a font that others read: names, widths, outlines, half-width marks', () => {
  const text = '虛擬機器（即時）移轉，容錯。𡘙'
  const fonts = drawingFonts(text).filter(({ family }) => family === 'Noto Sans TC')
  expect(fonts.map(({ weight }) => weight)).toEqual([400, 400, 600, 600])
  for (const { bytes } of fonts) {
    const font = fontkit.create(bytes)
    const own = [...text].filter((one) => font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0))
    expect(own.length).toBeGreaterThan(0)
    expect(FAMILIES.some((family) => font.postscriptName.startsWith(family.replaceAll(' ', '')))).toBe(true)
    for (const one of own) {
      const glyph = font.glyphForCodePoint(one.codePointAt(0) ?? 0)
      expect(glyph.advanceWidth).toBe(font.unitsPerEm)
      const [minX, maxX, minY, maxY] = boxOf(font, one)
      expect([minX >= 0, maxX <= 1, minY >= -0.2, maxY <= 0.95, maxX > minX]).toEqual(Array(5).fill(true))
    }
  }
  const [regular] = fonts
  if (regular === undefined) throw new Error('there is a font')
  const font = fontkit.create(regular.bytes)
  expect(font.availableFeatures).toContain('halt')
  expect(font.layout('（', ['halt']).advanceWidth).toBe(font.unitsPerEm / 2)
  // Lines are as high as with the files that it is made of.
  expect(font.ascent / font.unitsPerEm).toBeCloseTo(1.16, 2)
  expect(font.descent / font.unitsPerEm).toBeCloseTo(-0.288, 2)
})

test('outlines are those of the file, to a hundredth of a millimetre of a text', () => {
  const [regular] = drawingFonts('擬').filter(({ family }) => family === 'Noto Sans TC')
  const slice = [...Array(120).keys()]
    .map(
      (index) =>
        new URL(
          `../../node_modules/@fontsource/noto-sans-tc/files/noto-sans-tc-${index}-400-normal.woff2`,
          import.meta.url,
        ),
    )
    .filter((file) => existsSync(file))
    .map((file) => fontkit.openSync(file.pathname))
    .find((font) => font.hasGlyphForCodePoint('擬'.codePointAt(0) ?? 0))
  if (regular === undefined || slice === undefined) throw new Error('both have it')
  const [made, source] = [boxOf(fontkit.create(regular.bytes), '擬'), boxOf(slice, '擬')]
  for (const [index, place] of made.entries()) expect(Math.abs(place - (source[index] ?? 0))).toBeLessThanOrEqual(0.003)
})

/** Left, right, bottom and top of a character, as shares of the size of the letters. */
function boxOf(font: fontkit.Font, character: string): [number, number, number, number] {
  const { minX, maxX, minY, maxY } = font.glyphForCodePoint(character.codePointAt(0) ?? 0).bbox
  const share = (length: number) => length / font.unitsPerEm
  return [share(minX), share(maxX), share(minY), share(maxY)]
}
