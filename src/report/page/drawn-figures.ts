import { FIGURES, type Figure, type FigureId } from '../../charts/figure.ts'
import { chartKeys, type Reuse } from './reuse.ts'

/** The wanted figures that have data: from the last render where nothing about them has changed, drawn where it has. */
export async function drawnFigures(
  figures: Record<FigureId, Figure>,
  wanted: ReadonlySet<FigureId>,
  before: Reuse['charts'],
): Promise<{ charts: Map<FigureId, string>; kept: Reuse['charts'] }> {
  const keyOf = chartKeys()
  const keys = new Map(
    [...wanted].flatMap((id) => {
      const figure = figures[id]
      return figure.spec === null ? [] : [[id, keyOf(id, figure.spec, figure.description)] as const]
    }),
  )
  const missing = new Set([...keys].filter(([, key]) => before[key] === undefined).map(([id]) => id))
  let drawn = new Map<FigureId, string>()
  if (missing.size > 0) {
    // Vega and the fonts' widths take a third of a second to load.
    const [{ drawFigures }, { createTextWidth }] = await Promise.all([
      import('../../charts/draw.ts'),
      import('../../fonts/text-width.ts'),
    ])
    drawn = await drawFigures(figures, await createTextWidth(), missing)
  }
  const charts = new Map([...keys].map(([id, key]) => [id, drawn.get(id) ?? before[key] ?? '']))
  return { charts, kept: Object.fromEntries([...keys].map(([id, key]) => [key, charts.get(id) ?? ''])) }
}

/** The figures that templates show; others need not be drawn. */
export function shownFigures(programs: readonly hbs.AST.Program[]): Set<FigureId> {
  const text = JSON.stringify(programs)
  return new Set(FIGURES.filter((id) => text.includes(`"${id}"`)))
}
