import { existsSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { fileWithin } from '../data/within.ts'
import { isChinese } from '../text/chinese.ts'
import { PUNCTUATION } from './half-widths.ts'
import { fontFile, type PackagedFont, packageFolder, slicesOf, slicesWith, within } from './packages.ts'
import { advanceEm, hasGlyph, type Slice, subset } from './subset.ts'

/**
 * Static TrueType fonts from the @fontsource packages: variable ones would be printed as nameless Type 3 fonts. As WOFF
 * and not WOFF2, since the same files measure the charts' texts, and unpacking WOFF2 in JavaScript is slow.
 */
interface Face extends PackagedFont {
  family: string
}

const SERIF = 'Noto Serif TC'
/** In charts, drawings and films. */
export const CHINESE_SANS = 'Noto Sans TC'

const LATIN: readonly Face[] = [
  { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 400, style: 'normal' },
  { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 400, style: 'italic' },
  { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 600, style: 'normal' },
  { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 600, style: 'italic' },
  { family: 'Source Sans 3', packageName: 'source-sans-3', weight: 400, style: 'normal' },
  { family: 'Source Sans 3', packageName: 'source-sans-3', weight: 400, style: 'italic' },
  { family: 'Source Sans 3', packageName: 'source-sans-3', weight: 600, style: 'normal' },
  { family: 'IBM Plex Mono', packageName: 'ibm-plex-mono', weight: 400, style: 'normal' },
  { family: 'IBM Plex Mono', packageName: 'ibm-plex-mono', weight: 600, style: 'normal' },
]

/** The files that may have the glyph of a character, by weight. */
type Source = (codePoint: number, weight: 400 | 600) => string[]

const packaged =
  (packageName: string): Source =>
  (codePoint, weight) =>
    slicesWith(packageName, codePoint).map((slice) => fontFile({ packageName, weight, style: 'normal' }, slice))

/** Of Debian's fonts-hanazono: every character of Unicode 10, in one weight. Too large to come along for one name. */
const HANAZONO = ['HanaMinA', 'HanaMinB'] as const
const RARE_PACKAGE = 'fonts-hanazono'

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

/** Names of the fonts that may be in a PDF; anything else is a glyph that none of them has. */
export const FAMILIES: readonly string[] = [
  ...new Set(LATIN.map(({ family }) => family)),
  SERIF,
  CHINESE_SANS,
  'Noto Sans HK',
  ...HANAZONO,
]

/** The font of charts, by weight. */
export function chartFontFile(weight: 400 | 600): string {
  return fontFile({ packageName: 'source-sans-3', weight, style: 'normal' }, 'latin')
}

/** Advance of a Chinese character in charts, as a share of the size of its letters. */
export function chineseAdvanceEm(character: string, weight: 400 | 600): number {
  const codePoint = character.codePointAt(0) ?? 0
  const file = fileFor(CHINESE_SANS, codePoint, weight)
  return file === null ? 1 : advanceEm(file, codePoint)
}

/** Whether this is the address of a file of the project's fonts. */
export function isFont(url: string): boolean {
  return LATIN.some(({ packageName }) => fileWithin(url, packageFolder(packageName)))
}

/**
 * `@font-face` rules for the fonts that hold any of the text's characters: slices of Latin fonts by the addresses of their
 * files, Chinese ones with the characters of the text alone.
 */
export function fontFaces(text: string, format: 'woff' | 'woff2' = 'woff', language = 'en'): string {
  const latin = latinSlices(text).map(({ face, slice, promised }) =>
    rule(face, `${pathToFileURL(fontFile(face, slice, format)).href}') format('${format}`, promised),
  )
  const chinese = chineseFonts(text, isChinese(language)).map(({ family, weight, codePoints, bytes }) =>
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

/** The characters of a text that no font of the project has: they would be printed as empty boxes. */
export function uncovered(text: string): string[] {
  const printed = [...new Set(text.replace(/\p{C}|\p{Z}|\p{M}|\s/gu, ''))]
  const latin = latinSlices(printed.join(''))
  return printed.filter((character) => {
    const codePoint = character.codePointAt(0) ?? 0
    const isLatin = latin.some(({ face, slice, codePoints }) => {
      return codePoints.includes(codePoint) && hasGlyph(fontFile(face, slice), codePoint)
    })
    return !isLatin && CHINESE_FAMILIES.every((family) => fileFor(family, codePoint, 400) === null)
  })
}

/** Characters as a sentence names them: `𪚥 (U+2A6A5)`. */
export const named = (characters: readonly string[]): string =>
  characters
    .map((one) => `${one} (U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`)
    .join(', ')

/** What can be done about them, a sentence. */
export const remedy = (): string =>
  hanazono('HanaMinB') === null
    ? `Most rare ones are in Debian's package ${RARE_PACKAGE}: install it, or write the text without them.`
    : 'Write the text without them.'

const CHINESE_FAMILIES = [SERIF, CHINESE_SANS] as const

/** The file of a family that has a character. */
function fileFor(family: keyof typeof CHINESE, codePoint: number, weight: 400 | 600): string | null {
  for (const source of CHINESE[family]) {
    const file = source(codePoint, weight).find((one) => hasGlyph(one, codePoint))
    if (file !== undefined) return file
  }
  return null
}

interface ChineseFont {
  family: string
  weight: 400 | 600
  codePoints: number[]
  bytes: Buffer
}

/** Of the last texts: the preview asks again and again for the same characters. */
const made = new Map<string, ChineseFont[]>()
const MOST_MADE = 4

/** Fonts with the characters of a text that no Latin font has. What a Chinese page has, one design gives in one file. */
function chineseFonts(text: string, isChinesePage: boolean): ChineseFont[] {
  const left = chineseCharacters(charactersOf(text))
  if (left.length === 0) return []
  const key = `${isChinesePage}${left.join('')}`
  const known = made.get(key)
  if (known !== undefined) return known
  const codePoints = left.map((character) => character.codePointAt(0) ?? 0).toSorted((a, b) => a - b)
  const wanted = isChinesePage
    ? [...new Set([...codePoints, ...codePointsOf(PUNCTUATION)])].toSorted((a, b) => a - b)
    : codePoints
  const fonts = CHINESE_FAMILIES.flatMap((family) =>
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

const codePointsOf = (text: string): number[] => [...text].map((character) => character.codePointAt(0) ?? 0)

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

interface LatinSlice {
  face: Face
  slice: string
  /** As a CSS unicode-range. */
  promised: string
  /** Of the text's characters, those that the slice promises. */
  codePoints: number[]
}

/** Of the last text, as above. */
let last: { characters: string; found: LatinSlice[] } = { characters: '', found: [] }

function latinSlices(text: string): LatinSlice[] {
  const characters = charactersOf(text).join('')
  if (characters !== last.characters) last = { characters, found: latinSlicesOf(characters) }
  return last.found
}

function latinSlicesOf(characters: string): LatinSlice[] {
  const all = codePointsOf(characters)
  return LATIN.flatMap((face) =>
    Object.entries(slicesOf(face.packageName)).flatMap(([slice, promised]) => {
      const codePoints = all.filter(within(promised))
      return codePoints.length === 0 ? [] : [{ face, slice, promised, codePoints }]
    }),
  )
}

/** Each character of a text once, in the order in which they come first. By code units: a page has a million of them. */
function charactersOf(text: string): string[] {
  const seen = new Uint8Array(0x10000)
  const characters: string[] = []
  const beyond = new Set<string>()
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    if (seen[unit] === 1) continue
    const character = String.fromCodePoint(text.codePointAt(index) ?? unit)
    if (character.length === 1) seen[unit] = 1
    else {
      index += 1
      if (beyond.has(character)) continue
      beyond.add(character)
    }
    characters.push(character)
  }
  return characters
}
