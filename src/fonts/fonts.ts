import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { fileWithin } from '../data/within.ts'

/**
 * Static TrueType fonts from the @fontsource packages: variable ones would be printed as nameless Type 3 fonts. As WOFF
 * and not WOFF2, since the same files measure the charts' texts, and unpacking WOFF2 in JavaScript is slow.
 */
interface Face {
  family: string
  packageName: string
  weight: number
  style: 'normal' | 'italic'
  /** Shares its family with a face that goes first, so its rule names single characters. */
  fallback?: true
}

const CHINESE = 'Noto Sans TC'

/** In the order in which they are asked: a later row gives only the characters that no row before it has. */
const CHAIN: readonly (readonly Face[])[] = [
  [
    { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 400, style: 'normal' },
    { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 400, style: 'italic' },
    { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 600, style: 'normal' },
    { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 600, style: 'italic' },
    { family: 'Source Sans 3', packageName: 'source-sans-3', weight: 400, style: 'normal' },
    { family: 'Source Sans 3', packageName: 'source-sans-3', weight: 400, style: 'italic' },
    { family: 'Source Sans 3', packageName: 'source-sans-3', weight: 600, style: 'normal' },
    { family: 'IBM Plex Mono', packageName: 'ibm-plex-mono', weight: 400, style: 'normal' },
    { family: 'IBM Plex Mono', packageName: 'ibm-plex-mono', weight: 600, style: 'normal' },
  ],
  [
    { family: CHINESE, packageName: 'noto-sans-tc', weight: 400, style: 'normal' },
    { family: CHINESE, packageName: 'noto-sans-tc', weight: 600, style: 'normal' },
  ],
  // 1700 rare characters of names beyond the basic plane. By the same family, so that no style need name it.
  [
    { family: CHINESE, packageName: 'noto-sans-hk', weight: 400, style: 'normal', fallback: true },
    { family: CHINESE, packageName: 'noto-sans-hk', weight: 600, style: 'normal', fallback: true },
  ],
]

const FACES = CHAIN.flat()

/** Names of the fonts that may be in a PDF; anything else is a glyph that none of them has. */
export const FAMILIES: readonly string[] = [...new Set(FACES.map(({ family }) => family)), 'Noto Sans HK']

/** The font of charts, by weight. */
export function chartFontFile(weight: 400 | 600): string {
  return fontFile({ family: '', packageName: 'source-sans-3', weight, style: 'normal' }, 'latin')
}

const packageFolder = (packageName: string) =>
  fileURLToPath(import.meta.resolve(`@fontsource/${packageName}/package.json`)).replace(/package\.json$/, '')

function fontFile({ packageName, weight, style }: Face, slice: string, format: 'woff' | 'woff2' = 'woff'): string {
  return join(packageFolder(packageName), 'files', `${packageName}-${slice}-${weight}-${style}.${format}`)
}

/** Whether this is the address of a file of the project's fonts. */
export function isFont(url: string): boolean {
  return FACES.some(({ packageName }) => fileWithin(url, packageFolder(packageName)))
}

/** `@font-face` rules for the slices of the fonts that hold any of the text's characters. */
export function fontFaces(text: string, format: 'woff' | 'woff2' = 'woff'): string {
  return slicesFor(text)
    .map(({ face, slice, promised, codePoints }) => {
      const url = pathToFileURL(fontFile(face, slice, format)).href
      // Else as the slice has it: scripts and style sheets may make characters that the text lacks.
      const range = face.fallback ? codePoints.map((codePoint) => `U+${codePoint.toString(16)}`).join(',') : promised
      return (
        `@font-face{font-family:'${face.family}';font-weight:${face.weight};font-style:${face.style};` +
        `src:url('${url}') format('${format}');unicode-range:${range}}`
      )
    })
    .join('\n')
}

/** A file of an upright font, for whoever draws without a browser. */
export interface FontFile {
  family: string
  weight: number
  slice: string
  file: string
}

/** The files of the fonts that hold any of the text's characters, in the order in which they are asked. */
export function fontFilesFor(text: string): FontFile[] {
  return slicesFor(text)
    .filter(({ face }) => face.style === 'normal')
    .map(({ face, slice }) => ({ family: face.family, weight: face.weight, slice, file: fontFile(face, slice) }))
}

/**
 * The characters of a text that no font of the project has: they would be printed as empty boxes.
 * Asks the font files themselves, since a slice promises characters that its file lacks.
 */
export async function uncovered(text: string): Promise<string[]> {
  const { openSync } = await import('fontkit')
  const left = new Set([...text])
  for (const { face, slice, codePoints } of slicesFor(text)) {
    const characters = codePoints.map((codePoint) => String.fromCodePoint(codePoint)).filter((one) => left.has(one))
    if (characters.length === 0) continue
    // Not the WOFF: fontkit can't read one whose table of characters was too short to be compressed.
    const font = openSync(fontFile(face, slice, 'woff2'))
    for (const one of characters) if (font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0)) left.delete(one)
  }
  return [...left]
}

interface Slice {
  face: Face
  slice: string
  /** As a CSS unicode-range. */
  promised: string
  /** Of the text's characters, those that the slice promises and that no row of fonts before it does. */
  codePoints: number[]
}

/** Of the last text: the preview asks again and again for texts of the same characters. */
let last: { characters: string; found: Slice[] } = { characters: '', found: [] }

function slicesFor(text: string): Slice[] {
  const characters = [...new Set(text)].join('')
  if (characters !== last.characters) last = { characters, found: slicesOfCharacters(characters) }
  return last.found
}

function slicesOfCharacters(characters: string): Slice[] {
  let left = [...characters].map((character) => character.codePointAt(0) ?? 0)
  return CHAIN.flatMap((row) => {
    const needed = row.flatMap((face) =>
      Object.entries(slicesOf(face.packageName)).flatMap(([name, promised]) => {
        const codePoints = left.filter(within(promised))
        return codePoints.length === 0 ? [] : [{ face, slice: name.replace(/^\[(\d+)\]$/, '$1'), promised, codePoints }]
      }),
    )
    const given = new Set(needed.flatMap(({ codePoints }) => codePoints))
    left = left.filter((codePoint) => !given.has(codePoint))
    return needed
  })
}

const slices = new Map<string, Record<string, string>>()

/** Name of each slice of a family to the characters that it holds. */
function slicesOf(packageName: string): Record<string, string> {
  const known = slices.get(packageName)
  if (known !== undefined) return known
  const read = JSON.parse(readFileSync(join(packageFolder(packageName), 'unicode.json'), 'utf8')) as Record<
    string,
    string
  >
  slices.set(packageName, read)
  return read
}

const ranges = new Map<string, (codePoint: number) => boolean>()

/** Whether a code point lies in a CSS unicode-range such as `U+0-FF,U+131`. */
function within(range: string): (codePoint: number) => boolean {
  const known = ranges.get(range) ?? rangeTest(range)
  ranges.set(range, known)
  return known
}

function rangeTest(range: string): (codePoint: number) => boolean {
  const parts = range.split(',').map((part) => {
    const [low = '', high = low] = part.trim().replace(/^U\+/i, '').split('-')
    return { low: Number.parseInt(low, 16), high: Number.parseInt(high, 16) }
  })
  return (codePoint) => parts.some(({ low, high }) => codePoint >= low && codePoint <= high)
}
