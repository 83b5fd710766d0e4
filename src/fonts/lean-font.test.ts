import * as fontkit from 'fontkit'
import { expect, test } from 'vitest'
import { drawingFonts } from './faces.ts'
import { leanFont } from './lean-font.ts'

test.each([
  ['Noto Sans TC', '虛擬機器'],
  ['Source Sans 3', 'Ágyjf'],
])('a font for a PDF has the same outlines and advances: %s', (family, text) => {
  const whole = drawingFonts(text).find((one) => one.family === family)?.bytes ?? Buffer.alloc(0)
  const lean = leanFont(whole) ?? Buffer.alloc(0)
  const [before, after] = [fontkit.create(whole), fontkit.create(lean)]
  expect(after.numGlyphs).toBe(before.numGlyphs)
  for (const { id, advanceWidth, path } of before.glyphsForString(text)) {
    expect(path.toSVG().length).toBeGreaterThan(20)
    expect(after.getGlyph(id).path.toSVG()).toBe(path.toSVG())
    expect(after.getGlyph(id).advanceWidth).toBe(advanceWidth)
  }
})

test('it has no more than paints glyphs, and what is no such font is none', () => {
  const [font] = drawingFonts('a')
  const lean = leanFont(font?.bytes ?? Buffer.alloc(0)) ?? Buffer.alloc(0)
  const tags = Array.from({ length: lean.readUInt16BE(4) }, (_, index) =>
    lean.toString('latin1', 12 + 16 * index, 16 + 16 * index),
  )
  expect(tags).toEqual(['glyf', 'head', 'hhea', 'hmtx', 'loca', 'maxp'])
  expect(leanFont(Buffer.alloc(12))).toBeNull()
})
