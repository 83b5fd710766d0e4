import xterm, { type IBufferCell } from '@xterm/headless'
import type { LoadedRecording, TerminalId } from '../data/recording-schema.ts'

/** A piece of a row in one look. */
export interface Run {
  column: number
  text: string
  /** A number of the terminal's palette of 256, `#rrggbb`, or null for the terminal's own. */
  ink: number | string | null
  ground: number | string | null
  bold: boolean
}

/** What stands on a terminal at a moment, row by row. */
export interface Screen {
  rows: readonly (readonly Run[])[]
  cursor: { row: number; column: number } | null
  /** Grows whenever something changes. */
  version: number
}

/** The terminals of a recording, followed through its time: forwards only. */
export class Screens implements Disposable {
  readonly #terminals: Map<TerminalId, Follower>

  constructor({ recording, casts }: LoadedRecording) {
    this.#terminals = new Map(
      recording.terminals.map(({ id, columns, rows }) => [id, new Follower(columns, rows, casts.get(id) ?? [])]),
    )
  }

  /** Goes on to a moment of the recording, s. */
  async advance(toS: number): Promise<void> {
    for (const terminal of this.#terminals.values()) await terminal.advance(toS)
  }

  /** @returns null where the terminal is not open yet */
  screen(id: TerminalId): Screen | null {
    return this.#terminals.get(id)?.screen() ?? null
  }

  /** The text of a screen, a line a row. */
  text(id: TerminalId): string {
    return (this.screen(id)?.rows ?? [])
      .map((row) => row.reduce((line, run) => line.padEnd(run.column) + run.text, ''))
      .join('\n')
  }

  [Symbol.dispose](): void {
    for (const terminal of this.#terminals.values()) terminal.dispose()
  }
}

class Follower {
  readonly #terminal
  readonly #events: readonly (readonly [number, string])[]
  readonly #columns: number
  readonly #rows: number
  #next = 0
  #kept: Screen | null = null

  constructor(columns: number, rows: number, events: readonly (readonly [number, string])[]) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, scrollback: 0, allowProposedApi: true })
    this.#events = events
    this.#columns = columns
    this.#rows = rows
  }

  async advance(toS: number): Promise<void> {
    const from = this.#next
    while ((this.#events[this.#next]?.[0] ?? Infinity) <= toS) this.#next += 1
    if (this.#next === from) return
    const data = this.#events
      .slice(from, this.#next)
      .map(([, text]) => text)
      .join('')
    await new Promise<void>((resolve) => {
      this.#terminal.write(data, resolve)
    })
    this.#kept = null
  }

  screen(): Screen | null {
    if (this.#next === 0) return null
    this.#kept ??= this.#read()
    return this.#kept
  }

  #read(): Screen {
    const { active } = this.#terminal.buffer
    const rows = Array.from({ length: this.#rows }, (_, row) => this.#runs(active.baseY + row))
    return { rows, cursor: { row: active.cursorY, column: active.cursorX }, version: this.#next }
  }

  #runs(line: number): Run[] {
    const cells = this.#terminal.buffer.active.getLine(line)
    const runs: Run[] = []
    for (let column = 0; column < this.#columns; column += 1) {
      const cell = cells?.getCell(column)
      if (cell === undefined || cell.getWidth() === 0) continue
      const text = cell.getChars() || ' '
      const look = lookOf(cell)
      const last = runs.at(-1)
      if (last !== undefined && last.ink === look.ink && last.ground === look.ground && last.bold === look.bold)
        last.text += text
      else runs.push({ column, text, ...look })
    }
    return runs.filter(({ text, ground }) => text.trim() !== '' || ground !== null)
  }

  dispose(): void {
    this.#terminal.dispose()
  }
}

function lookOf(cell: IBufferCell): Pick<Run, 'ink' | 'ground' | 'bold'> {
  const colour = (isDefault: boolean, isRgb: boolean, value: number) =>
    isDefault ? null : isRgb ? `#${value.toString(16).padStart(6, '0')}` : value
  const ink = colour(cell.isFgDefault(), cell.isFgRGB(), cell.getFgColor())
  const ground = colour(cell.isBgDefault(), cell.isBgRGB(), cell.getBgColor())
  const bold = cell.isBold() !== 0
  // Black is the ground of every terminal here, and white its ink.
  return cell.isInverse()
    ? { ink: ground ?? 0, ground: ink ?? 7, bold }
    : { ink, ground: ground === 0 ? null : ground, bold }
}
