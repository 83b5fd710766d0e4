import { readFileSync } from 'node:fs'
import type { TextWidth } from '../charts/draw.ts'
import { chartFontFile } from './fonts.ts'
import { unpackedWoff } from './woff.ts'

/**
 * Measures with the very font files that the page uses: without a canvas, Vega would guess.
 * Shaped as the browser does it, with kerning.
 */
export async function createTextWidth(): Promise<TextWidth> {
  const { create } = await import('fontkit')
  const open = (weight: 400 | 600) => create(unpackedWoff(readFileSync(chartFontFile(weight))))
  const [regular, bold] = [open(400), open(600)]
  const widths = new Map<string, number>()
  return (text, sizePx, isBold) => {
    const key = `${isBold}${text}`
    const font = isBold ? bold : regular
    const em = widths.get(key) ?? font.layout(text).advanceWidth / font.unitsPerEm
    widths.set(key, em)
    return em * sizePx
  }
}
