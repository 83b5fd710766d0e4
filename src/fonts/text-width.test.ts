import * as fontkit from 'fontkit'
import { beforeAll, expect, test } from 'vitest'
import { drawingFonts } from './faces.ts'
import { chartFontFile } from './latin.ts'
import { createTextWidth } from './text-width.ts'

let textWidth: Awaited<ReturnType<typeof createTextWidth>>
beforeAll(async () => {
  textWidth = await createTextWidth()
})

const latin = (text: string) => {
  const font = fontkit.openSync(chartFontFile(400))
  return (font.layout(text).advanceWidth / font.unitsPerEm) * 10
}

test('Chinese is measured with the font that prints it, in both weights, and Latin letters beside it with theirs', () => {
  for (const weight of [400, 600]) {
    const [noto] = drawingFonts('停機時間').filter((font) => font.family === 'Noto Sans TC' && font.weight === weight)
    if (noto === undefined) throw new Error('there is a font')
    const font = fontkit.create(noto.bytes)
    const own = (font.layout('停機時間').advanceWidth / font.unitsPerEm) * 10
    expect(own).toBeCloseTo(40, 5)
    expect(textWidth('停機時間', 10, weight === 600)).toBeCloseTo(own, 5)
  }
  // The box of a Latin font that lacks the letters is narrower.
  expect(latin('停機時間')).toBeLessThan(36)
})

test('a gap of an eighth parts Chinese from Latin letters, as the style has it, and nothing parts marks', () => {
  expect(textWidth('停機ms', 10, false)).toBeCloseTo(20 + 1.25 + latin('ms'), 5)
  expect(textWidth('停機（ms）', 10, false)).toBeCloseTo(40 + latin('ms'), 5)
  expect(textWidth('downtime, ms', 10, false)).toBeCloseTo(latin('downtime, ms'), 5)
})
