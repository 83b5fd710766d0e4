/** What must never be read in a report: what JavaScript writes where a value is missing, and marks left unfilled. */
const TRACES = /\bundefined\b|\bNaN\b|\[object Object\]|xSLOT\d+x/

export interface Trace {
  /** Index of the text that it stands in, e.g. of the page. */
  index: number
  found: string
  /** The words around it. */
  around: string
}

/** The first trace of a missing value, or null. */
export function firstTrace(texts: readonly string[]): Trace | null {
  for (const [index, text] of texts.entries()) {
    const match = TRACES.exec(text)
    if (match === null) continue
    const around = text
      .slice(Math.max(0, match.index - 40), match.index + 40)
      .replace(/\s+/g, ' ')
      .trim()
    return { index, found: match[0], around }
  }
  return null
}
