import { escapeXml } from './escape.ts'
import type { Figure, FigureId } from './figure.ts'
import { joinMarks } from './joined-marks.ts'

/** Width in px of a text in the charts' font. */
export type TextWidth = (text: string, sizePx: number, bold: boolean) => number

interface TextItem {
  fontSize?: number
  fontWeight?: string | number
}

/** Draws the figures that have data, as SVG with one accessible name each. */
export async function drawFigures(
  figures: Record<FigureId, Figure>,
  textWidth: TextWidth,
  wanted: ReadonlySet<FigureId>,
): Promise<Map<FigureId, string>> {
  const [vega, { compile }] = await Promise.all([import('vega'), import('vega-lite')])
  // Vega's types leave out what its documentation has: https://vega.github.io/vega/docs/api/statistics/
  const { textMetrics } = vega as unknown as { textMetrics: { width: (item: TextItem, text: unknown) => number } }
  textMetrics.width = ({ fontSize = 11, fontWeight }, text) =>
    textWidth(String(text ?? ''), fontSize, fontWeight === 'bold' || Number(fontWeight) >= 600)
  // A figure has its data with it; Vega would read files and fetch addresses as well.
  const refuse = (uri: string) => Promise.reject(new Error(`a chart asks for ${uri}`))
  const loader = { ...vega.loader(), load: refuse, sanitize: refuse, http: refuse, file: refuse }
  const charts = new Map<FigureId, string>()
  for (const [id, figure] of Object.entries(figures) as [FigureId, Figure][]) {
    if (figure.spec === null || !wanted.has(id)) continue
    // Lets the browser's messages in between two charts.
    await new Promise((resolve) => setImmediate(resolve))
    const { spec } = compile(figure.spec)
    const view = new vega.View(vega.parse(spec), { renderer: 'none', loader })
    const svg = await view.toSVG()
    view.finalize()
    charts.set(id, accessible(joinMarks(svg), figure.description))
  }
  return charts
}

/** One figure is one tag: the name stands on the svg itself, and nothing within it has a role. */
function accessible(svg: string, description: string): string {
  return svg
    .replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, '')
    .replace(/^<svg /, `<svg role="img" aria-label="${escapeXml(description)}" `)
    .replace(/<title>[^<]*<\/title>/g, '')
}
