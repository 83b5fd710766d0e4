import { fileWithin } from '../data/within.ts'
import { charactersOf, codePointsOf } from './characters.ts'
import { fontFile, type PackagedFont, packageFolder, slicesOf, within } from './packages.ts'

/**
 * Static TrueType fonts from the @fontsource packages: variable ones would be printed as nameless Type 3 fonts. As WOFF
 * and not WOFF2, since the same files measure the charts' texts, and unpacking WOFF2 in JavaScript is slow.
 */
export interface Face extends PackagedFont {
  family: string
}

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

/** Their families. */
export const LATIN_FAMILIES: readonly string[] = [...new Set(LATIN.map(({ family }) => family))]

/** The font of charts, by weight. */
export function chartFontFile(weight: 400 | 600): string {
  return fontFile({ packageName: 'source-sans-3', weight, style: 'normal' }, 'latin')
}

/** Whether this is the address of a file of the project's fonts. */
export function isFont(url: string): boolean {
  return LATIN.some(({ packageName }) => fileWithin(url, packageFolder(packageName)))
}

/** A slice of a face that promises some of a text's characters. */
export interface LatinSlice {
  face: Face
  slice: string
  /** As a CSS unicode-range. */
  promised: string
  /** Of the text's characters, those that the slice promises. */
  codePoints: number[]
}

/** Of the last text, as above. */
let last: { characters: string; found: LatinSlice[] } = { characters: '', found: [] }

/** The slices that promise any of a text’s characters. */
export function latinSlices(text: string): LatinSlice[] {
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
