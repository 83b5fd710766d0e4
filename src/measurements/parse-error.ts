import { type Phrase, say, type Text } from '../text/phrase.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'

/** A raw file that can't be understood. No number is taken from such a file. */
export class ParseError extends Error {
  readonly file: string
  /** 1-based; null where no single line is at fault. */
  readonly line: number | null
  /** What should have stood there. */
  readonly expected: Text
  /** What stands there, shortened; null where nothing can be shown. */
  readonly found: string | null
  /** The same as the message, to be said in the reader's language. */
  readonly said: Phrase

  /** @param expected what should have stood there, as a noun phrase */
  constructor(file: string, line: number | null, expected: Text, found?: string) {
    const place = line === null ? file : say('parse.line', { file, line })
    const short = found !== undefined && found.length > 80 ? `${found.slice(0, 80)}…` : found
    const said =
      short === undefined
        ? say('parse.expected', { place, expected })
        : say('parse.found', { place, expected, found: short })
    super(spoken(said, ENGLISH))
    this.name = 'ParseError'
    this.file = file
    this.line = line
    this.said = said
    this.expected = expected
    this.found = short ?? null
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
  const parts = text.includes('\r') ? text.split(/\r?\n/) : text.split('\n')
  const lines = parts.map((line, index) => ({ text: line, number: index + 1 }))
  const last = lines.at(-1)
  if (last && last.text !== '')
    throw new ParseError(file, last.number, say('expected.line-end-as-the-file-was-cut'), last.text.slice(-60))
  return lines
}

/** Number of the last line of a text, after which something is missing. */
export const lastLine = (text: string): number => text.trimEnd().split('\n').length

const DECIMAL = /^\+?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?$/

/** More than any tool counts, measures or adds up. What is below stays finite in whatever unit it is expressed. */
const BEYOND = 1e24

/** What a number is, as a noun phrase: made only where it is wanted if it has values, since most numbers are right. */
type What = Text | (() => Text)

const said = (what: What): Text => (typeof what === 'function' ? what() : what)

/**
 * A decimal number and nothing else; anything that JavaScript would guess at is refused, and so is one below 0: amounts,
 * times and rates are never that.
 */
export function decimal(text: string, file: string, line: number, what: What): number {
  const value = DECIMAL.test(text.trim()) ? Number(text) : NaN
  if (!(value < BEYOND)) throw new ParseError(file, line, say('expected.as-a-number', { what: said(what) }), text)
  return value
}

/** A whole number that JavaScript can hold, of digits and nothing else. */
export function wholeNumber(text: string, file: string, line: number, what: Text): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN
  if (!Number.isSafeInteger(value)) throw new ParseError(file, line, say('expected.as-a-whole-number', { what }), text)
  return value
}

/** Without one of these no number of a JSON text is beyond all numbers: an exponent of three digits, or that many digits. */
const MAYBE_BEYOND = /\d[eE]\+?\d{3}|\d{200}/

/** The value of a JSON text. @throws ParseError where it is none, or has a number that JavaScript can't hold */
export function jsonValue(text: string, file: string, line: number | null, expected: Text, found = text): unknown {
  try {
    // Looking at each value takes several times as long as reading it.
    return MAYBE_BEYOND.test(text) ? JSON.parse(text, finite) : JSON.parse(text)
  } catch {
    throw new ParseError(file, line, expected, found)
  }
}

function finite(_: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('a number beyond all numbers')
  return value
}

/** @throws ParseError where what a tool prints first stands there twice: numbers of two tests must not become one's */
export function onlyOnce(lines: readonly Line[], begins: RegExp, file: string): void {
  const [first, second] = lines.filter(({ text }) => begins.test(text))
  if (first && second) throw anotherIn(file, first.number, second)
}

/** What is said of a second test in a file. */
export const anotherIn = (file: string, first: number, second: Line): ParseError =>
  new ParseError(file, second.number, say('expected.one-test-a-file', { line: first }), second.text)

/** The lines from the one on with which a tool begins; what a shell or another program printed before it is passed over. */
export function sinceBegin(lines: readonly Line[], begins: RegExp): readonly Line[] {
  const first = lines.findIndex(({ text }) => begins.test(text))
  return first < 0 ? lines : lines.slice(first)
}
