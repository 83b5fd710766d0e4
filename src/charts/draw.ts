import type { View } from 'vega'
import type { TopLevelSpec } from 'vega-lite'
import { escapeXml } from './escape.ts'
import type { Figure, FigureId } from './figure.ts'
import { joinMarks } from './joined-marks.ts'
import { lean } from './lean-svg.ts'

/** Width in px of a text in the charts' font. */
export type TextWidth = (text: string, sizePx: number, bold: boolean) => number

/** What draws, loaded by whoever may read files. */
export interface ChartLibraries {
  vega: typeof import('vega')
  vegaLite: typeof import('vega-lite')
}

interface TextItem {
  fontSize?: number
  fontWeight?: string | number
}

/** Makes charts that are laid out with texts as wide as they are printed, and ask for nothing from outside. */
export function chartViews(
  textWidth: TextWidth,
  { vega, vegaLite: { compile } }: ChartLibraries,
): (spec: TopLevelSpec) => View {
  // Vega's types leave out what its documentation has: https://vega.github.io/vega/docs/api/statistics/
  const { textMetrics } = vega as unknown as { textMetrics: { width: (item: TextItem, text: unknown) => number } }
  textMetrics.width = ({ fontSize = 11, fontWeight }, text) =>
    textWidth(String(text ?? ''), fontSize, fontWeight === 'bold' || Number(fontWeight) >= 600)
  // A figure has its data with it; Vega would read files and fetch addresses as well.
  const refuse = (uri: string) => Promise.reject(new Error(`a chart asks for ${uri}`))
  const loader = { ...vega.loader(), load: refuse, sanitize: refuse, http: refuse, file: refuse }
  return (spec) => new vega.View(vega.parse(compile(spec).spec), { renderer: 'none', loader })
}

/** Draws the figures that have data, as SVG with one accessible name each. */
export async function drawFigures(
  figures: Partial<Record<FigureId, Figure>>,
  textWidth: TextWidth,
  libraries: ChartLibraries,
): Promise<Map<FigureId, string>> {
  const viewOf = chartViews(textWidth, libraries)
  const charts = new Map<FigureId, string>()
  for (const [id, figure] of Object.entries(figures) as [FigureId, Figure][]) {
    if (figure.spec === null) continue
    // Lets the browser's messages in between two charts.
    await new Promise((resolve) => setImmediate(resolve))
    const view = viewOf(figure.spec)
    const svg = await view.toSVG()
    view.finalize()
    charts.set(id, accessible(joinMarks(svg), figure.description))
  }
  return charts
}

/** One figure is one tag: the name stands on the svg itself, and nothing within it has a role. */
function accessible(svg: string, description: string): string {
  const plain = svg.replace(/ (?:role|aria-[a-z]+)="[^"]*"/g, '').replace(/<title>[^<]*<\/title>/g, '')
  return lean(plain).replace(/^<svg /, `<svg role="img" aria-label="${escapeXml(description)}" `)
}
