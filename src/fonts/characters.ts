/** Each character of a text once, in the order in which they come first. By code units: a page has a million of them. */
export function charactersOf(text: string): string[] {
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

/** The code points of a text, in its order. */
export const codePointsOf = (text: string): number[] => [...text].map((character) => character.codePointAt(0) ?? 0)
