/** Operators of paths, with the coordinates before them. */
const COORDINATES = /^(?:-?[\d.]+ )+(?:m|l|c|v|y|re)\b/gm
const LONG = /-?\d*\.\d{3,}/g

/** No more is to be seen: a page is some 550 such units wide, in its charts too, so a hundredth is 3 µm. */
const PLACES = 2
const NOTHING = '.00'

/**
 * Coordinates without decimals that no printer follows: Chromium writes seven digits, and those that say
 * nothing are what packs worst. Matrices stay as they are, and texts are written so anyway.
 */
export const shorterNumbers = (content: string): string => content.replace(COORDINATES, shorter)

/** The area of a link, in points. */
export const shorterArea = (annotation: string): string => annotation.replace(/\/Rect \[[^\]]*\]/, shorter)

const shorter = (operands: string) => operands.replace(LONG, rounded)

/** Without a pattern: a report has a hundred thousand such numbers. */
function rounded(long: string): string {
  const fixed = Number(long).toFixed(PLACES)
  if (fixed.endsWith(NOTHING)) {
    const whole = fixed.slice(0, -NOTHING.length)
    return whole === '-0' ? '0' : whole
  }
  const short = fixed.endsWith('0') ? fixed.slice(0, -1) : fixed
  if (short.startsWith('0.')) return short.slice(1)
  return short.startsWith('-0.') ? `-${short.slice(2)}` : short
}
