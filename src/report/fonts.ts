import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/**
 * Static TrueType fonts from the @fontsource packages: variable ones would be printed as nameless Type 3 fonts. As WOFF
 * and not WOFF2, since the same files measure the charts' texts, and unpacking WOFF2 in JavaScript is slow.
 */
interface Face {
  family: string
  packageName: string
  weight: number
  style: 'normal' | 'italic'
}

const CHINESE = 'Noto Sans TC'

const FACES: readonly Face[] = [
  { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 400, style: 'normal' },
  { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 400, style: 'italic' },
  { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 600, style: 'normal' },
  { family: 'Source Serif 4', packageName: 'source-serif-4', weight: 600, style: 'italic' },
  { family: 'Source Sans 3', packageName: 'source-sans-3', weight: 400, style: 'normal' },
  { family: 'Source Sans 3', packageName: 'source-sans-3', weight: 400, style: 'italic' },
  { family: 'Source Sans 3', packageName: 'source-sans-3', weight: 600, style: 'normal' },
  { family: 'IBM Plex Mono', packageName: 'ibm-plex-mono', weight: 400, style: 'normal' },
  { family: 'IBM Plex Mono', packageName: 'ibm-plex-mono', weight: 600, style: 'normal' },
  { family: CHINESE, packageName: 'noto-sans-tc', weight: 400, style: 'normal' },
]

/** Families that may appear in a report; anything else is a glyph that none of them has. */
export const FAMILIES: readonly string[] = [...new Set(FACES.map(({ family }) => family))]

/** The font of charts, by weight. */
export function chartFontFile(weight: 400 | 600): string {
  return fontFile({ family: '', packageName: 'source-sans-3', weight, style: 'normal' }, 'latin')
}

const packageFolder = (packageName: string) =>
  fileURLToPath(import.meta.resolve(`@fontsource/${packageName}/package.json`)).replace(/package\.json$/, '')

function fontFile({ packageName, weight, style }: Face, slice: string, format: 'woff' | 'woff2' = 'woff'): string {
  return join(packageFolder(packageName), 'files', `${packageName}-${slice}-${weight}-${style}.${format}`)
}

/** `@font-face` rules for the slices of the fonts that hold any of the text's characters. */
export function fontFaces(text: string, format: 'woff' | 'woff2' = 'woff'): string {
  const characters = [...new Set(text)].map((character) => character.codePointAt(0) ?? 0)
  // The face for Chinese has slices with Latin letters too, which the faces before it show.
  const before = FACES.filter(({ family }) => family !== CHINESE)
    .flatMap(({ packageName }) => Object.values(slicesOf(packageName)))
    .map(within)
  const left = characters.filter((character) => !before.some((covers) => covers(character)))
  return FACES.flatMap((face) =>
    Object.entries(slicesOf(face.packageName)).flatMap(([slice, range]) => {
      if (!(face.family === CHINESE ? left : characters).some(within(range))) return []
      const url = pathToFileURL(fontFile(face, slice.replace(/^\[(\d+)\]$/, '$1'), format)).href
      return (
        `@font-face{font-family:'${face.family}';font-weight:${face.weight};font-style:${face.style};` +
        `src:url('${url}') format('${format}');unicode-range:${range}}`
      )
    }),
  ).join('\n')
}

/** The characters of a text that no font of the project has: they would be printed as empty boxes. */
export function uncovered(text: string): string[] {
  const covers = [...new Set(FACES.map(({ packageName }) => packageName))].flatMap((packageName) =>
    Object.values(slicesOf(packageName)).map(within),
  )
  return [...new Set(text)].filter((character) => !covers.some((covered) => covered(character.codePointAt(0) ?? 0)))
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

/** Whether a code point lies in a CSS unicode-range such as `U+0-FF,U+131`. */
function within(range: string): (codePoint: number) => boolean {
  const parts = range.split(',').map((part) => {
    const [low = '', high = low] = part.trim().replace(/^U\+/i, '').split('-')
    return { low: Number.parseInt(low, 16), high: Number.parseInt(high, 16) }
  })
  return (codePoint) => parts.some(({ low, high }) => codePoint >= low && codePoint <= high)
}
