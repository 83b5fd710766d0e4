import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { isChinese } from '../text/chinese.ts'
import { charactersOf } from './characters.ts'
import { CHINESE_FAMILIES, CHINESE_SANS, chineseFonts } from './chinese.ts'
import { type Face, LATIN_FAMILIES, latinSlices } from './latin.ts'
import { fontFile } from './packages.ts'

/** Names of the fonts that may be in a PDF; anything else is a glyph that none of them has. */
export const FAMILIES: readonly string[] = [...LATIN_FAMILIES, ...CHINESE_FAMILIES]

/**
 * `@font-face` rules for the fonts that hold any of the text's characters: slices of Latin fonts by the addresses of their
 * files, Chinese ones with the characters of the text alone.
 */
export function fontFaces(text: string, format: 'woff' | 'woff2' = 'woff', language = 'en'): string {
  // A page has a million characters, of which few are different.
  const characters = charactersOf(text).join('')
  const latin = latinSlices(characters).map(({ face, slice, promised }) =>
    rule(face, `${pathToFileURL(fontFile(face, slice, format)).href}') format('${format}`, promised),
  )
  const chinese = chineseFonts(characters, isChinese(language)).map(({ family, weight, codePoints, bytes }) =>
    rule(
      { family, weight, style: 'normal' },
      `data:font/woff;base64,${bytes.toString('base64')}') format('woff`,
      codePoints.map((codePoint) => `U+${codePoint.toString(16)}`).join(','),
    ),
  )
  return [...latin, ...chinese].join('\n')
}

const rule = ({ family, weight, style }: Omit<Face, 'packageName'>, source: string, range: string) =>
  `@font-face{font-family:'${family}';font-weight:${weight};font-style:${style};` +
  `src:url('${source}');unicode-range:${range}}`

/** An upright font, for whoever draws without a browser. */
export interface DrawingFont {
  family: string
  weight: number
  /** One of its own, as a family may have several files. */
  name: string
  bytes: Buffer
}

/** The fonts that hold any of the text's characters, in the order in which they are asked. */
export function drawingFonts(text: string): DrawingFont[] {
  return [
    ...latinSlices(text)
      .filter(({ face }) => face.style === 'normal')
      .map(({ face: { family, weight }, slice, face }) => ({
        family,
        weight,
        name: `${family} ${weight} ${slice}`,
        bytes: readFileSync(fontFile(face, slice)),
      })),
    ...chineseFonts(text, false)
      .filter(({ family }) => family === CHINESE_SANS)
      .map(({ family, weight, bytes, codePoints }) => ({
        family,
        weight,
        name: `${family} ${weight} ${codePoints.length} ${codePoints[0] ?? 0}`,
        bytes,
      })),
  ]
}
