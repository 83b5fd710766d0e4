/** A raw file that can't be understood. No number is taken from such a file. */
export class ParseError extends Error {
  readonly file: string
  /** 1-based; null where no single line is at fault. */
  readonly line: number | null

  /** @param expected what should have stood there, as a noun phrase */
  constructor(file: string, line: number | null, expected: string, found?: string) {
    const place = line === null ? file : `${file}, line ${line}`
    const seen = found === undefined ? '' : `, found “${found.length > 80 ? `${found.slice(0, 80)}…` : found}”`
    super(`${place}: expected ${expected}${seen}`)
    this.name = 'ParseError'
    this.file = file
    this.line = line
  }
}

/** A line of a raw file with its 1-based number. */
export interface Line {
  text: string
  number: number
}

/**
 * The lines of a raw file without their line ends.
 * @throws ParseError where the last one has none: each of the tools ends its output with one, so the file was cut off, and
 * a number that stands there may have lost its last digits
 */
export function linesOf(text: string, file: string): Line[] {
  const lines = text.split(/\r?\n/).map((line, index) => ({ text: line, number: index + 1 }))
  const last = lines.at(-1)
  if (last && last.text !== '')
    throw new ParseError(file, last.number, 'a line end, as the file was cut off here', last.text.slice(-60))
  return lines
}

/** Number of the last line of a text, after which something is missing. */
export const lastLine = (text: string): number => text.trimEnd().split('\n').length

const DECIMAL = /^[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/

/** A decimal number and nothing else; anything that JavaScript would guess at is refused. */
export function decimal(text: string, file: string, line: number, what: string): number {
  const value = DECIMAL.test(text.trim()) ? Number(text) : NaN
  if (!Number.isFinite(value)) throw new ParseError(file, line, `${what} as a number`, text)
  return value
}
