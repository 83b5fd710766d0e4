import { type CompositeFont, fontAdvances } from './font-advances.ts'
import { isMark, isState } from './operators.ts'
import { TextWriter } from './text-writer.ts'

const SHOW = /^(?:(-?[\d.]+) (-?[\d.]+) Td )?<((?:[\dA-F]{4})+)> Tj$/
const FONT = /^\/(F\d+) ([\d.]+) Tf$/
const MATRIX = /^([^<(]*) (-?[\d.]+) (-?[\d.]+) Tm$/

/**
 * Says the same text in fewer words. Chromium begins a text object with font and matrix for each piece of a line, and places
 * every glyph by itself, `<0029> Tj 8.9115143 0 Td`, since the font's whole widths miss its fractional positions by a hair.
 * Written as one object as long as nothing else is painted, and as runs that go on where the last one ended, with the
 * differences that can be seen, a page of text takes half the space.
 *
 * @returns what gives the operators of a page, shorter; as they are, where they are not written as Chromium does it
 */
export function textRuns(composite: readonly CompositeFont[]): (content: string) => string {
  const fonts = fontAdvances(composite)
  return (content) => {
    const lines = content.split('\n')
    const texts = textMarks(lines)
    const writer = new TextWriter(fonts)
    let isText = false
    for (const [index, line] of lines.entries()) {
      if (line.endsWith('Tj')) {
        const [, x, y, glyphs] = SHOW.exec(line) ?? []
        if (x !== undefined) writer.move(Number(x), Number(y))
        if (glyphs === undefined || !writer.show(glyphs)) return content
      } else if (line.endsWith('Tf')) {
        const [, font, size] = FONT.exec(line) ?? []
        if (font === undefined) return content
        writer.choose(font, Number(size))
      } else if (line.endsWith('Tm')) {
        const [, turn, x, y] = MATRIX.exec(line) ?? []
        if (turn === undefined) return content
        writer.place(turn, Number(x), Number(y))
      } else if (line === 'BT' || line === 'ET') {
        isText = line === 'BT'
        writer.begin()
      } else if (isMark(line)) writer.mark(line, texts.has(index))
      else if (line === 'EMC') writer.unmark(line)
      else if (line === 'q') writer.keep(line)
      else if (line === 'Q') writer.restore(line)
      else if (isText || isState(line)) writer.state(line)
      else writer.other(line)
    }
    return writer.end()
  }
}

/** Lines that begin a mark around nothing but text, which can stand in a text object (ISO 32000-1, 14.6.1). */
function textMarks(lines: readonly string[]): Set<number> {
  const found = new Set<number>()
  const open: { line: number; isText: boolean }[] = []
  let isText = false
  for (const [index, line] of lines.entries()) {
    if (line === 'BT' || line === 'ET') isText = line === 'BT'
    else if (isMark(line)) open.push({ line: index, isText: true })
    else if (line === 'EMC') {
      const closed = open.pop()
      if (closed?.isText === true) found.add(closed.line)
    } else if (!isText && !isState(line)) for (const one of open) one.isText = false
  }
  return found
}
