import type { Figure, FigureId } from '../../charts/figure.ts'
import { buildFigures } from '../../charts/figures.ts'
import { buildDrawings } from '../../drawings/drawings.ts'
import { UserError } from '../../errors.ts'
import { USUAL_EDITION } from '../../templates/edition.ts'
import { assertInert } from '../../templates/inert.ts'
import { TemplateRenderer } from '../../templates/render.ts'
import { escapeHtml, Slots } from '../../templates/slots.ts'
import type { Template } from '../../templates/template.ts'
import type { Templates } from '../../templates/templates.ts'
import { labelsIn } from '../../text/labels.ts'
import type { Words } from '../../text/words.ts'
import { turn } from '../../turn.ts'
import { type ReportInput, viewModel } from '../views/view-model.ts'
import type { ChartDrawer } from './chart-drawer.ts'
import { drawnFigures, shownFigures } from './drawn-figures.ts'
import { createHelpers } from './helpers.ts'
import type { PageInput, Part } from './html.ts'
import { createInlineMarkdown, createMarkdown, type Heading, renderMarkdown } from './markdown.ts'
import { placedInStyle, placedPictures } from './pictures.ts'
import { type Reuse, readReuse } from './reuse.ts'

/** What a page is made of. */
export interface PageRequest extends ReportInput {
  /** Read and checked already. */
  templates: Templates
  /** Draws charts on another processor; without it they are drawn here. */
  drawer?: ChartDrawer | undefined
  /** What the render before left, as it was kept; whatever is no such thing is as good as nothing. */
  reuse?: unknown
}

/** All that stands on the page, the figures that are shown on it, and what the render before knew and the next one can use. */
export interface ReportPage {
  page: PageInput
  figures: Record<FigureId, Figure>
  shown: ReadonlySet<FigureId>
  words: Words
  /** Pages of the headings in the last print. */
  foretold: Reuse['pages']
  /** Drawn charts, for the next render. */
  kept: Reuse['charts']
  /** Finished pages of the last print. */
  finished: Reuse['finished']
}

/** Puts templates, values and figures together. @throws UserError `template` */
export async function reportPage(request: PageRequest): Promise<ReportPage> {
  const { analysis, templates } = request
  // With turns for the browser that starts meanwhile.
  await turn()
  const figures = buildFigures(analysis, templates.words)
  await turn()
  const shown = shownFigures(templates, request.edition ?? USUAL_EDITION)
  const before = readReuse(request.reuse)
  const drawing = drawnFigures(figures, shown, before.charts, request.drawer)
  // What goes wrong with the page is said before what goes wrong with charts.
  drawing.catch(() => undefined)
  await turn()
  const filled = unfilledPage(request, figures)
  await turn()
  const { charts, kept } = await drawing
  const page = filled(charts)
  return { page, figures, shown, words: templates.words, foretold: before.pages, kept, finished: before.finished }
}

/** What is drawn, by figure. */
type Charts = ReadonlyMap<FigureId, string>

/**
 * The page with charts that were drawn before; one that is not among them leaves its place empty.
 * @throws UserError `template`
 */
export const pageOf = (request: PageRequest, figures: Record<FigureId, Figure>, charts: Charts): PageInput =>
  unfilledPage(request, figures)(charts)

/** Everything of the page but its charts, which may be drawn meanwhile; gives what puts them in. @throws UserError `template` */
function unfilledPage(request: PageRequest, figures: Record<FigureId, Figure>): (charts: Charts) => PageInput {
  const { analysis, loaded, example, templates } = request
  const { report } = templates
  const labels = labelsIn(templates.words)
  const view = viewModel(request, templates.glossary, report, templates.words)
  let charts: Charts = new Map()
  const slots = new Slots()
  const markdown = createMarkdown()
  const inline = createInlineMarkdown()
  const { helpers, bibliography } = createHelpers({
    analysis,
    view,
    templates,
    slots,
    inline,
    figures,
    chartOf: (id) => charts.get(id) ?? '',
    drawings: buildDrawings(analysis, loaded.journal, templates.words),
  })
  const renderer = new TemplateRenderer(templates.partials.values(), helpers, slots, inline)

  const part = (id: string, template: Template): Part => {
    const { html, headings } = renderMarkdown(markdown, renderer.render(template, view), id)
    assertInert(html, template.file)
    if (headings[0]?.level !== 1)
      throw new UserError('template', `The template of ${id} must start with its title: # Title.`)
    return { id, html, headings }
  }
  /** A section, and at its end what the student saw in it: their headings stand below the one that the program gives. */
  const section = (template: Template): Part => {
    const own = part(`section-${template.name}`, template)
    const said = [...templates.observations.values()].find(({ name }) => name === template.name)
    if (said === undefined) return own
    const heading = { level: 2, id: `${own.id}-observations`, html: escapeHtml(labels.observations) }
    const { html, headings } = renderMarkdown(markdown, renderer.render(said, view), heading.id, heading.level)
    assertInert(html, said.file)
    return {
      id: own.id,
      html: `${own.html}\n<h2 id="${heading.id}">${heading.html}</h2>\n${html}`,
      headings: [...own.headings, heading, ...headings],
    }
  }
  const titlePage = markdown.render(renderer.render(templates.title, view))
  assertInert(titlePage, templates.title.file)
  const sections = templates.sections.map(section)
  const appendix = part('appendix', templates.appendix)
  const references = bibliography.html()
  const unfilled = [
    ...sections,
    ...(references === '' ? [] : [referencesPart(labels.references, references)]),
    appendix,
  ]
  const placed = (html: string) => placedPictures(slots.fill(html), templates.folder)
  return (drawn) => {
    charts = drawn
    const parts = unfilled.map(({ id, html, headings }) => ({
      id,
      html: placed(html),
      headings: headings.map((heading): Heading => ({ ...heading, html: placed(heading.html) })),
    }))
    return {
      title: view.title,
      lang: report.language,
      contents: labels.contents,
      identity: view.identity,
      example: example ? labels.example : null,
      style: placedInStyle(templates.style, templates.folder),
      titlePage: placed(titlePage),
      parts,
    }
  }
}

function referencesPart(title: string, list: string): Part {
  const heading = { level: 1, id: 'references', html: escapeHtml(title) }
  return { id: heading.id, html: `<h1 id="${heading.id}">${heading.html}</h1>\n${list}`, headings: [heading] }
}
