import { charactersOf } from './characters.ts'
import { hasRareFonts, isChineseCovered, RARE_PACKAGE } from './chinese.ts'
import { latinSlices } from './latin.ts'
import { fontFile } from './packages.ts'
import { hasGlyph } from './subset.ts'

/** The characters of a text that no font of the project has: they would be printed as empty boxes. */
export function uncovered(text: string): string[] {
  const printed = charactersOf(text).filter((character) => !/\p{C}|\p{Z}|\p{M}|\s/u.test(character))
  const latin = latinSlices(printed.join(''))
  return printed.filter((character) => {
    const codePoint = character.codePointAt(0) ?? 0
    const isLatin = latin.some(({ face, slice, codePoints }) => {
      return codePoints.includes(codePoint) && hasGlyph(fontFile(face, slice), codePoint)
    })
    return !isLatin && !isChineseCovered(codePoint)
  })
}

/** Characters as a sentence names them: `𪚥 (U+2A6A5)`. */
export const named = (characters: readonly string[]): string =>
  characters
    .map((one) => `${one} (U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`)
    .join(', ')

/** What can be done about them, a sentence. */
export const remedy = (): string =>
  !hasRareFonts()
    ? `Most rare ones are in Debian's package ${RARE_PACKAGE}: install it, or write the text without them.`
    : 'Write the text without them.'
