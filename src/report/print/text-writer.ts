import { decimal, hundredths } from './decimal.ts'
import type { Advances } from './font-advances.ts'
import { type Glyph, type Pen, shortestRun } from './glyph-run.ts'

/** Glyphs of one line that are further apart, in the font's size, are placed anew. */
const FAR = 2
/** The turn of a text in pages whose y counts downwards. */
const UPRIGHT = '1 0 0 -1'

/** The matrix where a text object begins. */
const IDENTITY = '1 0 0 1 0 0'

interface Run {
  /** What places are counted in: the matrix, or the part of it that turns and scales, where a text is upright. */
  frame: string
  font: string
  size: number
  y: number
  glyphs: [Glyph, ...Glyph[]]
}

interface TextState {
  font: string
  size: number
  /** What all glyphs stand further apart by, in points. */
  spacing: number
}

/** Where a line begins, and where a glyph would stand in it. */
interface Line extends Pen {
  frame: string
  x: number
  y: number
}

const BEGINNING = { frame: IDENTITY, x: 0, y: 0, pen: 0 }
const NO_STATE: TextState = { font: '', size: 0, spacing: 0 }

/** Writes the texts of a page, among all else that it paints, with as few operators as they need. */
export class TextWriter {
  readonly #fonts: ReadonlyMap<string, Advances>
  readonly #written: string[] = []
  /** What can stand in a text object as well as before it. */
  #waiting: string[] = []
  /** Marks that were begun in what waits, or within the text object. */
  #depth = 0
  #isOpen = false
  /** What holds in the file, and what is restored later. */
  #state: TextState = NO_STATE
  readonly #kept: TextState[] = []
  /** From where a move counts in the file, and where a glyph without one would stand. */
  #line: Line | null = null
  #run: Run | null = null
  /** The same where the text comes from. */
  #source = { font: '', size: 0, ...BEGINNING }

  /** @param fonts advances of the glyphs of each */
  constructor(fonts: ReadonlyMap<string, Advances>) {
    this.#fonts = fonts
  }

  begin(): void {
    Object.assign(this.#source, BEGINNING)
  }

  choose(font: string, size: number): void {
    this.#source.font = font
    this.#source.size = hundredths(size)
  }

  /** A matrix, as four numbers that turn and scale, and a place. */
  place(turn: string, x: number, y: number): void {
    const source = this.#source
    const isUpright = turn === UPRIGHT
    source.frame = isUpright ? turn : `${turn} ${decimal(x, 2)} ${decimal(y, 2)}`
    source.x = isUpright ? x : 0
    source.y = isUpright ? -y : 0
    source.pen = source.x
  }

  move(x: number, y: number): void {
    const source = this.#source
    source.x += x
    source.y += y
    source.pen = source.x
  }

  /**
   * @param glyphs of four digits each
   * @returns whether the font is one that is known; if not, nothing more can be written
   */
  show(glyphs: string): boolean {
    const source = this.#source
    const advances = this.#fonts.get(source.font)
    if (advances === undefined) return false
    for (let from = 0; from < glyphs.length; from += 4) {
      const glyph = glyphs.slice(from, from + 4)
      const placed = { glyph, x: source.pen, width: (advances(glyph) * source.size) / 1000 }
      const run = this.#run
      if (run !== null && goesOn(run, source)) run.glyphs.push(placed)
      else {
        this.#finishRun()
        const { font, size, frame, y } = source
        this.#run = { font, size, frame, y, glyphs: [placed] }
      }
      source.pen += placed.width
    }
    return true
  }

  /** A colour or the like. */
  state(line: string): void {
    this.#finishRun()
    ;(this.#isOpen ? this.#written : this.#waiting).push(line)
  }

  /** @param isOfText whether there is nothing but text in it */
  mark(line: string, isOfText: boolean): void {
    if (!isOfText) return this.other(line)
    this.state(line)
    this.#depth += 1
  }

  unmark(line: string): void {
    if (this.#depth === 0) return this.other(line)
    this.state(line)
    this.#depth -= 1
  }

  keep(line: string): void {
    this.other(line)
    this.#kept.push(this.#state)
  }

  restore(line: string): void {
    this.other(line)
    this.#state = this.#kept.pop() ?? NO_STATE
  }

  /** What can't stand in a text object. */
  other(line: string): void {
    this.#close()
    this.#written.push(line)
  }

  end(): string {
    this.#close()
    return this.#written.join('\n')
  }

  #close(): void {
    this.#finishRun()
    if (this.#isOpen) this.#written.push('ET')
    this.#written.push(...this.#waiting)
    this.#waiting = []
    this.#isOpen = false
    this.#depth = 0
    this.#line = null
  }

  #finishRun(): void {
    const run = this.#run
    if (run === null) return
    this.#run = null
    if (!this.#isOpen) this.#written.push('BT', ...this.#waiting)
    this.#isOpen = true
    this.#waiting = []
    const { font, size } = run
    if (this.#state.font !== font || this.#state.size !== size) this.#written.push(`/${font} ${decimal(size, 2)} Tf`)
    const goingOn = this.#lineOf(run)
    const apart = this.#state.spacing
    const first = shortestRun(run.glyphs, { size, pen: goingOn?.pen ?? 0, spacing: apart })
    // pdf.js counts the space between glyphs before a number that begins a run, too, where it looks for the text.
    const isMoved = goingOn === null || (first.spacing !== 0 && /^\[-?\d/.test(first.text))
    const { move, line } = isMoved ? this.#moved(run) : { move: '', line: goingOn }
    const { text, spacing, pen } = isMoved ? shortestRun(run.glyphs, { size, pen: line.pen, spacing: apart }) : first
    if (spacing !== this.#state.spacing) this.#written.push(`${decimal(spacing, 3)} Tc`)
    this.#written.push(move + text)
    this.#state = { font, size, spacing }
    this.#line = { ...line, pen }
  }

  /** The line that a run goes on in, near to where the last one ended. */
  #lineOf({ frame, size, y, glyphs: [{ x }] }: Run): Line | null {
    const line = this.#line
    const goes = line?.frame === frame && line.y === hundredths(y) && Math.abs(x - line.pen) <= FAR * size
    return goes ? line : null
  }

  /** Begins a line where a run begins, by a matrix or by a move from the last one. */
  #moved({ frame, y, glyphs: [{ x }] }: Run): { move: string; line: Line } {
    const line = this.#line
    const [left, base] = [hundredths(x), hundredths(y)]
    const begun = { frame, x: left, y: base, pen: left }
    if (line?.frame === frame) {
      return { move: `${decimal(left - line.x, 2)} ${decimal(base - line.y, 2)} Td `, line: begun }
    }
    const isUpright = frame === UPRIGHT
    if (line !== null || frame !== IDENTITY)
      this.#written.push(`${isUpright ? `${frame} ${decimal(left, 2)} ${decimal(-base, 2)}` : frame} Tm`)
    const isThere = isUpright || (left === 0 && base === 0)
    return { move: isThere ? '' : `${decimal(left, 2)} ${decimal(base, 2)} Td `, line: begun }
  }
}

/** Whether glyphs belong to a run: of its font, and in its line. */
function goesOn(
  run: Run,
  { font, size, frame, y, pen }: { font: string; size: number; frame: string; y: number; pen: number },
) {
  const last = run.glyphs.at(-1) ?? run.glyphs[0]
  return (
    run.font === font &&
    run.size === size &&
    run.frame === frame &&
    hundredths(run.y) === hundredths(y) &&
    Math.abs(pen - last.x - last.width) <= FAR * size
  )
}
