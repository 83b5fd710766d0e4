import { type Canvas, createCanvas, GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas'
import { type Panel, type Scene, VM_ROWS } from '../film/scene.ts'
import type { Screen } from '../film/screens.ts'
import type { FilmTemplate } from '../film/template.ts'
import { CHINESE_SANS } from '../fonts/chinese.ts'
import { drawingFonts } from '../fonts/faces.ts'
import { hasWide, spaced, wordsOf } from '../text/chinese.ts'
import { paletteColour, THEMES, type Theme } from './palette.ts'

export const WIDTH = 1920
export const HEIGHT = 1080

const MARGIN = 24
const COLUMN = (WIDTH - 3 * MARGIN) / 2
const PADDING = 6
const LETTER_PX = 19
const ROW = 23
const TITLE_BAR = 34
const MAIN = { top: 84, rows: 25 }
const VM = { top: MAIN.top + TITLE_BAR + MAIN.rows * ROW + 2 * PADDING + 12, rows: VM_ROWS }
const SUBTITLE_TOP = VM.top + TITLE_BAR + VM.rows * ROW + 2 * PADDING + 14

/** Draws scenes, one over the other, on one canvas. */
export class FilmCanvas {
  readonly #canvas: Canvas = createCanvas(WIDTH, HEIGHT)
  readonly #context: SKRSContext2D = this.#canvas.getContext('2d')
  readonly #theme: Theme
  readonly #subtitlePx: number
  readonly #letters: string
  readonly #text: (weight: 400 | 600) => string
  /** Width of a letter of the terminals. */
  readonly #cell: number

  /** @param text all that the film says beside the terminals: fonts are loaded for its characters */
  constructor({ theme, subtitlePx }: FilmTemplate, text: string) {
    this.#theme = THEMES[theme]
    this.#subtitlePx = subtitlePx
    const families = registerFonts(text)
    this.#letters = families('IBM Plex Mono', 400)
    this.#text = (weight) => families('Source Sans 3', weight)
    this.#context.font = `${LETTER_PX}px ${this.#letters}`
    this.#cell = this.#context.measureText('M').width
  }

  /** The picture as RGBA, row by row. */
  pixels(): Buffer {
    return this.#canvas.data()
  }

  png(): Buffer {
    return this.#canvas.toBuffer('image/png')
  }

  draw(scene: Scene): void {
    this.#box(0, 0, WIDTH, HEIGHT, this.#theme.page)
    if (scene.kind === 'title') return this.#title(scene)
    if (scene.kind === 'end') return this.#end(scene)
    this.#head(scene)
    for (const panel of scene.panels) this.#panel(panel)
    this.#paragraph(scene.subtitle, SUBTITLE_TOP + this.#subtitlePx)
    if (scene.card !== null) this.#card(scene.card)
  }

  #head({ number, heading, elapsed }: Extract<Scene, { kind: 'work' }>): void {
    let x = MARGIN
    if (number !== null) x += this.#write(number, x, 54, 36, this.#theme.accent, 600) + 20
    this.#write(heading, x, 54, 36, this.#theme.ink, 600)
    this.#write(elapsed, WIDTH - MARGIN, 54, 24, this.#theme.quiet, 400, 'right')
  }

  #panel({ host, place, title, screen, firstRow, active }: Panel): void {
    const left = host === 'host1' ? MARGIN : 2 * MARGIN + COLUMN
    const { top, rows } = place === 'main' ? MAIN : VM
    const height = rows * ROW + 2 * PADDING
    this.#box(left, top, COLUMN, TITLE_BAR, active ? this.#theme.accent : this.#theme.line)
    this.#write(title, left + 12, top + 24, 21, active ? '#ffffff' : this.#theme.ink, 600)
    this.#box(left, top + TITLE_BAR, COLUMN, height, this.#theme.terminal)
    if (screen === null) return
    const shown = { rows: screen.rows.slice(firstRow, firstRow + rows), cursor: place === 'vm' ? null : screen.cursor }
    this.#screen(shown, left + PADDING, top + TITLE_BAR + PADDING)
  }

  #screen({ rows, cursor }: Pick<Screen, 'rows' | 'cursor'>, left: number, top: number): void {
    const { terminalInk } = this.#theme
    const colour = (value: number | string | null, otherwise: string) =>
      value === null ? otherwise : typeof value === 'string' ? value : paletteColour(value)
    const context = this.#context
    context.textAlign = 'left'
    for (const [index, row] of rows.entries()) {
      const y = top + index * ROW
      for (const { column, text, ink, ground, bold } of row) {
        const x = left + column * this.#cell
        const letters = hasWide(text) ? cellsOf(text) : [{ text, at: 0, cells: text.length }]
        const cells = letters.reduce((sum, one) => sum + one.cells, 0)
        if (ground !== null) this.#box(x, y, cells * this.#cell, ROW, colour(ground, terminalInk))
        context.font = `${bold ? 600 : 400} ${LETTER_PX}px ${this.#letters}`
        context.fillStyle = colour(ink, terminalInk)
        for (const one of letters) context.fillText(one.text, x + one.at * this.#cell, y + 17)
      }
    }
    if (cursor !== null && cursor.row < rows.length) {
      context.globalAlpha = 0.55
      this.#box(left + cursor.column * this.#cell, top + cursor.row * ROW, this.#cell, ROW, terminalInk)
      context.globalAlpha = 1
    }
  }

  #card(text: string): void {
    const width = 560
    const [left, top] = [(WIDTH - width) / 2, 360]
    this.#box(left - 3, top - 3, width + 6, 126, this.#theme.accent)
    this.#box(left, top, width, 120, this.#theme.card)
    this.#write(text, WIDTH / 2, top + 73, 42, this.#theme.ink, 600, 'center')
  }

  #title({ title, subtitle, identity, date }: Extract<Scene, { kind: 'title' }>): void {
    this.#write(title, 240, 430, 72, this.#theme.ink, 600)
    this.#write(subtitle, 240, 500, 36, this.#theme.quiet, 400)
    this.#box(240, 560, WIDTH - 480, 3, this.#theme.ink)
    this.#write(identity, 240, 640, 44, this.#theme.ink, 600)
    this.#write(date, 240, 700, 32, this.#theme.quiet, 400)
  }

  #end({ heading, steps, facts }: Extract<Scene, { kind: 'end' }>): void {
    this.#write(heading, 120, 110, 46, this.#theme.ink, 600)
    const inColumn = Math.ceil(steps.length / 2)
    const pitch = Math.min(40, 760 / inColumn)
    for (const [index, { time, label }] of steps.entries()) {
      const x = 120 + Math.floor(index / inColumn) * 860
      const y = 180 + (index % inColumn) * pitch
      this.#write(time, x + 80, y, 25, this.#theme.accent, 600, 'right')
      this.#write(label, x + 104, y, 25, this.#theme.ink, 400)
    }
    for (const [index, fact] of facts.entries())
      this.#write(fact, 120, HEIGHT - 30 - (facts.length - 1 - index) * 38, 27, this.#theme.quiet, 400)
  }

  /** As many lines as it takes, broken between words. */
  #paragraph(text: string, top: number): void {
    const size = this.#subtitlePx
    this.#context.font = `400 ${size}px ${this.#text(400)}`
    const lines: string[] = []
    for (const word of hasWide(text) ? wordsOf(text) : (text.match(/\S+\s*|\s+/g) ?? [])) {
      const line = lines.at(-1)
      const width = this.#context.measureText(spaced((line ?? '') + word)).width
      if (line === undefined || width > WIDTH - 2 * MARGIN) lines.push(word)
      else lines[lines.length - 1] = line + word
    }
    for (const [index, line] of lines.entries())
      this.#write(line.trimEnd(), MARGIN, top + index * size * 1.28, size, this.#theme.ink, 400)
  }

  #write(
    text: string,
    x: number,
    y: number,
    px: number,
    colour: string,
    weight: 400 | 600,
    align: 'left' | 'right' | 'center' = 'left',
  ): number {
    this.#context.font = `${weight} ${px}px ${this.#text(weight)}`
    this.#context.fillStyle = colour
    this.#context.textAlign = align
    const written = spaced(text)
    this.#context.fillText(written, x, y)
    return this.#context.measureText(written).width
  }

  #box(x: number, y: number, width: number, height: number, colour: string): void {
    this.#context.fillStyle = colour
    this.#context.fillRect(x, y, width, height)
  }
}

/** Letters of a terminal, each at its own cell: a Chinese one takes two. */
function cellsOf(text: string): { text: string; at: number; cells: number }[] {
  let at = 0
  return [...text].map((one) => {
    const cells = hasWide(one) ? 2 : 1
    at += cells
    return { text: one, at: at - cells, cells }
  })
}

/**
 * Registers the fonts that the text needs, each file by a name of its own.
 * @returns the list of names for a family and a weight, the Chinese fonts of that weight after its own
 */
function registerFonts(text: string): (family: string, weight: 400 | 600) => string {
  const fonts = drawingFonts(`${ASCII}${text}`)
  for (const { bytes, name } of fonts) GlobalFonts.register(bytes, name)
  return (family, weight) =>
    fonts
      .filter((font) => font.weight === weight && (font.family === family || font.family === CHINESE_SANS))
      .map(({ name }) => `'${name}'`)
      .join(', ')
}

const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))
