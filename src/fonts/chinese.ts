import { existsSync } from 'node:fs'
import { charactersOf, codePointsOf } from './characters.ts'
import { PUNCTUATION } from './half-widths.ts'
import { latinSlices } from './latin.ts'
import { fontFile, slicesWith } from './packages.ts'
import { advanceEm, hasGlyph, type Slice, subset } from './subset.ts'

const SERIF = 'Noto Serif TC'
/** In charts, drawings and films. */
export const CHINESE_SANS = 'Noto Sans TC'

/** The files that may have the glyph of a character, by weight. */
type Source = (codePoint: number, weight: 400 | 600) => string[]

const packaged =
  (packageName: string): Source =>
  (codePoint, weight) =>
    slicesWith(packageName, codePoint).map((slice) => fontFile({ packageName, weight, style: 'normal' }, slice))

/** Of Debian's fonts-hanazono: every character of Unicode 10, in one weight. Too large to come along for one name. */
const HANAZONO = ['HanaMinA', 'HanaMinB'] as const
export const RARE_PACKAGE = 'fonts-hanazono'

const hanazono = (name: (typeof HANAZONO)[number]): string | null => {
  const file = `/usr/share/fonts/truetype/hanazono/${name}.ttf`
  return existsSync(file) ? file : null
}

/** Its letters have serifs, so it is asked first beside those. */
const rare: Source = () => HANAZONO.flatMap((name) => hanazono(name) ?? [])

/**
 * In the order in which they are asked: a later source gives only the characters that none before it has. Noto Sans HK has
 * 1700 rare characters of names beyond the basic plane.
 */
const CHINESE: Readonly<Record<typeof SERIF | typeof CHINESE_SANS, readonly Source[]>> = {
  [SERIF]: [packaged('noto-serif-tc'), rare],
  [CHINESE_SANS]: [packaged('noto-sans-tc'), packaged('noto-sans-hk'), rare],
}
const WEIGHTS = [400, 600] as const

/** Dashes and dots that Latin fonts have too, narrower or lower: in Chinese they fill their squares. */
const SHARED = '—…'
/** What such marks are called in styles: before the Latin fonts there. */
const MARKS: Readonly<Record<keyof typeof CHINESE, string>> = { [SERIF]: 'Marks Serif', [CHINESE_SANS]: 'Marks Sans' }

/** Their families, and those that rare characters come from. */
export const CHINESE_FAMILIES: readonly string[] = [SERIF, CHINESE_SANS, 'Noto Sans HK', ...HANAZONO]

/** Whether all that rare characters come from is installed. */
export const hasRareFonts = (): boolean => hanazono('HanaMinB') !== null

const DESIGNS = [SERIF, CHINESE_SANS] as const

/** Whether a font has the character. */
export const isChineseCovered = (codePoint: number): boolean =>
  DESIGNS.some((family) => fileFor(family, codePoint, 400) !== null)

/** Advance of a Chinese character in charts, as a share of the size of its letters. */
export function chineseAdvanceEm(character: string, weight: 400 | 600): number {
  const codePoint = character.codePointAt(0) ?? 0
  const file = fileFor(CHINESE_SANS, codePoint, weight)
  return file === null ? 1 : advanceEm(file, codePoint)
}

/** The file of a family that has a character. */
function fileFor(family: keyof typeof CHINESE, codePoint: number, weight: 400 | 600): string | null {
  for (const source of CHINESE[family]) {
    const file = source(codePoint, weight).find((one) => hasGlyph(one, codePoint))
    if (file !== undefined) return file
  }
  return null
}

/** A font with some characters of a text. */
export interface ChineseFont {
  family: string
  weight: 400 | 600
  codePoints: number[]
  bytes: Buffer
}

/** Of the last texts: the preview asks again and again for the same characters. */
const made = new Map<string, ChineseFont[]>()
const MOST_MADE = 4

/** Fonts with the characters of a text that no Latin font has. What a Chinese page has, one design gives in one file. */
export function chineseFonts(text: string, isChinesePage: boolean): ChineseFont[] {
  const left = chineseCharacters(charactersOf(text))
  if (left.length === 0) return []
  const key = `${isChinesePage}${left.join('')}`
  const known = made.get(key)
  if (known !== undefined) return known
  const codePoints = left.map((character) => character.codePointAt(0) ?? 0).toSorted((a, b) => a - b)
  const wanted = isChinesePage
    ? [...new Set([...codePoints, ...codePointsOf(PUNCTUATION)])].toSorted((a, b) => a - b)
    : codePoints
  const fonts = DESIGNS.flatMap((family) =>
    // What stands out in a Chinese text of serifs is set in the sans.
    (isChinesePage && family === SERIF ? [400 as const] : WEIGHTS).flatMap((weight) => [
      ...fontsOf(family, family, weight, wanted),
      ...(isChinesePage ? fontsOf(MARKS[family], family, weight, codePointsOf(SHARED)) : []),
    ]),
  )
  const [oldest] = made.keys()
  if (made.size >= MOST_MADE && oldest !== undefined) made.delete(oldest)
  made.set(key, fonts)
  return fonts
}

/** What no slice of a Latin font promises. */
function chineseCharacters(characters: readonly string[]): string[] {
  const promised = new Set(latinSlices(characters.join('')).flatMap(({ codePoints }) => codePoints))
  return characters.filter((one) => !promised.has(one.codePointAt(0) ?? 0))
}

/** A font for each design that gives some of the characters: one, and others for rare ones. */
function fontsOf(
  name: string,
  family: keyof typeof CHINESE,
  weight: 400 | 600,
  codePoints: readonly number[],
): ChineseFont[] {
  const designs = new Map<string, Map<string, number[]>>()
  for (const codePoint of codePoints) {
    const file = fileFor(family, codePoint, weight)
    if (file === null) continue
    const design = /([^/\\]+?)(?:-(?:\d+|[a-z-]+?)-\d+-normal)?\.\w+$/.exec(file)?.[1] ?? file
    const files = designs.get(design) ?? new Map<string, number[]>()
    designs.set(design, files.set(file, [...(files.get(file) ?? []), codePoint]))
  }
  return [...designs.values()].map((files) => {
    const slices: Slice[] = [...files].map(([file, some]) => ({ file, codePoints: some }))
    return {
      family: name,
      weight,
      codePoints: [...files.values()].flat().toSorted((a, b) => a - b),
      bytes: subset(slices),
    }
  })
}
