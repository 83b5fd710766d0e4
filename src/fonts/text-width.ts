import { readFileSync } from 'node:fs'
import type { TextWidth } from '../charts/draw.ts'
import { AUTOSPACE_EM, autospaces, hasWide, runsByWidth } from '../text/chinese.ts'
import { chineseAdvanceEm } from './chinese.ts'
import { chartFontFile } from './latin.ts'
import { unpackedWoff } from './woff.ts'

/**
 * Measures with the very font files that the page uses: without a canvas, Vega would guess.
 * Shaped as the browser does it, with kerning, and with the gaps between Chinese and Latin letters.
 */
export async function createTextWidth(): Promise<TextWidth> {
  const { create } = await import('fontkit')
  const open = (weight: 400 | 600) => create(unpackedWoff(readFileSync(chartFontFile(weight))))
  const [regular, bold] = [open(400), open(600)]
  const widths = new Map<string, number>()
  return (text, sizePx, isBold) => {
    const key = `${isBold}${text}`
    const font = isBold ? bold : regular
    const latin = (run: string) => font.layout(run).advanceWidth / font.unitsPerEm
    const em = widths.get(key) ?? (hasWide(text) ? mixed(text, latin, isBold ? 600 : 400) : latin(text))
    widths.set(key, em)
    return em * sizePx
  }
}

function mixed(text: string, latin: (run: string) => number, weight: 400 | 600): number {
  const runs = runsByWidth(text).map((run) =>
    hasWide(run) ? [...run].reduce((sum, one) => sum + chineseAdvanceEm(one, weight), 0) : latin(run),
  )
  return runs.reduce((sum, width) => sum + width, 0) + autospaces(text) * AUTOSPACE_EM
}
