import type { TextWidth } from '../../charts/draw.ts'
import { FIGURES, type Figure, type FigureId } from '../../charts/figure.ts'
import { type Documents, printedIn } from '../../templates/documents.ts'
import { asksForEdition, branchIn, type Edition } from '../../templates/edition.ts'
import type { ChartDrawer } from './chart-drawer.ts'
import type { WantedFigures } from './chart-worker.ts'
import { chartKeys, type Reuse } from './reuse.ts'

/** The wanted figures that have data: from the last render where nothing about them has changed, drawn where it has. */
export async function drawnFigures(
  figures: Record<FigureId, Figure>,
  wanted: ReadonlySet<FigureId>,
  before: Reuse['charts'],
  drawer?: ChartDrawer,
): Promise<{ charts: Map<FigureId, string>; kept: Reuse['charts'] }> {
  const keyOf = chartKeys()
  const keys = new Map(
    [...wanted].flatMap((id) => {
      const figure = figures[id]
      return figure.spec === null ? [] : [[id, keyOf(id, figure.spec, figure.description)] as const]
    }),
  )
  const missing = Object.fromEntries(
    [...keys].filter(([, key]) => before[key] === undefined).map(([id]) => [id, figures[id]]),
  )
  const drawn = Object.keys(missing).length === 0 ? new Map<FigureId, string>() : await draw(missing, drawer)
  // What it has loaded is not needed any more, and takes a third of all memory.
  void drawer?.[Symbol.asyncDispose]()
  const charts = new Map([...keys].map(([id, key]) => [id, drawn.get(id) ?? before[key] ?? '']))
  return { charts, kept: Object.fromEntries([...keys].map(([id, key]) => [key, charts.get(id) ?? ''])) }
}

async function draw(figures: WantedFigures, drawer: ChartDrawer | undefined): Promise<Map<FigureId, string>> {
  if (drawer !== undefined) return drawer.draw(figures)
  // They take a sixth of a second to load.
  const [{ drawFigures }, { chartLibraries }, width] = await Promise.all([
    import('../../charts/draw.ts'),
    import('./chart-libraries.ts'),
    textWidth(),
  ])
  return drawFigures(figures, width, chartLibraries())
}

let loadedWidth: Promise<TextWidth> | null = null

/** Loaded once: it knows what it has measured, and a preview draws the same words again and again. */
function textWidth(): Promise<TextWidth> {
  loadedWidth ??= import('../../fonts/text-width.ts').then(({ createTextWidth }) => createTextWidth())
  return loadedWidth
}

/** The figures that an edition shows; others need not be drawn. */
export function shownFigures(documents: Documents, edition: Edition): Set<FigureId> {
  const shown = new Set<FigureId>()
  const visit = (program: hbs.AST.Program | undefined): void => {
    for (const statement of program?.body ?? []) {
      if (statement.type === 'MustacheStatement') {
        const id = figureOf(statement as hbs.AST.MustacheStatement)
        if (id !== undefined) shown.add(id)
      } else if (statement.type === 'PartialStatement') {
        const { name } = statement as hbs.AST.PartialStatement
        visit('original' in name ? documents.partials.get(String(name.original))?.program : undefined)
      } else if (statement.type === 'BlockStatement') {
        const block = statement as hbs.AST.BlockStatement
        const [asked] = block.params
        const isOne = asked?.type === 'PathExpression' && asksForEdition(asked as hbs.AST.PathExpression)
        for (const program of isOne ? [branchIn(edition, block)] : [block.program, block.inverse]) visit(program)
      }
    }
  }
  for (const { program } of printedIn(documents)) visit(program)
  return shown
}

/** `{{figure "timeline" …}}` */
function figureOf({ path, params: [first] }: hbs.AST.MustacheStatement): FigureId | undefined {
  if (path.type !== 'PathExpression' || (path as hbs.AST.PathExpression).original !== 'figure') return undefined
  return first?.type === 'StringLiteral'
    ? FIGURES.find((id) => id === (first as hbs.AST.StringLiteral).value)
    : undefined
}
