import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { FIGURES, type Figure, type FigureId } from '../charts/figure.ts'
import { buildFigures } from '../charts/figures.ts'
import { buildDrawings } from '../drawings/drawings.ts'
import { UserError } from '../errors.ts'
import { project } from '../project.ts'
import type { PrintBrowser } from './print/browser.ts'
import { createHelpers } from './page/helpers.ts'
import { headingsOf, pageHtml, type PageInput, type Part } from './page/html.ts'
import { assertInert } from '../templates/inert.ts'
import { createInlineMarkdown, createMarkdown, renderMarkdown, type Heading } from './page/markdown.ts'
import { finishPdf } from './print/finish-pdf.ts'
import { print } from './print/pdf.ts'
import { placedInStyle, placedPictures } from './page/pictures.ts'
import { assertSound } from './print/printed-check.ts'
import { TemplateRenderer } from '../templates/render.ts'
import { NOTHING, type Reuse, chartKeys } from './print/reuse.ts'
import { escapeHtml, Slots } from '../templates/slots.ts'
import type { Template } from '../templates/files.ts'
import { checkTemplates } from '../templates/templates.ts'
import type { Words } from '../text/words.ts'
import { viewModel, type ReportInput } from './views/view-model.ts'

export interface RenderRequest extends ReportInput {
  templatesFolder: string
  /** A browser to be started, or one that starts already: it is closed by whoever started it. */
  browser: { path: string } | null | Promise<PrintBrowser>
  /** Where the page may stand for a moment; `out/` by default. */
  outFolder?: string
  /** Whether the edition for a browser is wanted as well. */
  web?: boolean
  /** What the render before left. */
  reuse?: Reuse
}

/**
 * Makes the report.
 *
 * @returns the page, the PDF, and what the next render of it can use; nothing is left on disk
 * @throws UserError `template`, `setup` (no browser), `render`, or `check` where a value or a link is missing
 */
export async function renderReport(
  request: RenderRequest,
): Promise<{ html: string; pdf: Uint8Array; web: string | null; reuse: Reuse }> {
  const own =
    request.browser instanceof Promise ? null : (await import('./print/browser.ts')).startBrowser(request.browser)
  const browser = own ?? (request.browser as Promise<PrintBrowser>)
  // A template's error must not leave a rejection of the browser unheard.
  const page = browser.then(({ puppeteer }) => puppeteer.newPage())
  page.catch(() => undefined)
  try {
    // The rest leaves the browser no turn to answer in, which would keep it waiting until the page is made.
    await page
    const { page: input, figures, shown, charts, words } = await reportPage(request)
    const html = pageHtml(input)
    const bookmarks = headingsOf(html)
    const folder = request.outFolder ?? project().out
    mkdirSync(folder, { recursive: true })
    const printed = await print(html, {
      page: await page,
      another: async () => (await browser).puppeteer.newPage(),
      file: join(folder, `.print-${process.pid}.html`),
      pictures: request.templatesFolder,
    })
    assertSound(printed.html, printed.objects, bookmarks)
    const { analysis, identity, example } = request
    const pdf = await finishPdf(
      printed.objects,
      {
        title: `${input.title} – ${identity.id}`,
        author: identity.name === null ? identity.id : `${identity.name} (${identity.id})`,
        subject: `QEMU live migration, measured in run ${analysis.run.id}${example ? ' (EXAMPLE DATA)' : ''}`,
        keywords: ['QEMU', 'KVM', 'live migration', 'virtio', 'perf', 'iperf3', 'COLO', 'fault tolerance'],
        date: analysis.run.finishedAt ?? analysis.run.createdAt,
        lang: input.lang,
      },
      bookmarks,
    )
    const web = request.web === true ? await webEdition(input, figures, shown, words, request.templatesFolder) : null
    return { html: printed.html, pdf, web, reuse: { charts } }
  } finally {
    await (await own?.catch(() => null))?.[Symbol.asyncDispose]()
  }
}

/**
 * Makes the report for a browser alone, its charts drawn as they are printed.
 *
 * @throws UserError `template`
 */
export async function renderWebPage(
  request: Omit<RenderRequest, 'browser' | 'outFolder' | 'web'>,
): Promise<{ html: string; reuse: Reuse }> {
  const [{ page, charts }, { webPage }] = await Promise.all([reportPage(request), import('./live/web-page.ts')])
  return { html: webPage(page, null, request.templatesFolder), reuse: { charts } }
}

/** The edition for a browser. Its modules take a third of a second, which a PDF alone need not wait for. */
async function webEdition(
  page: PageInput,
  figures: Record<FigureId, Figure>,
  shown: ReadonlySet<FigureId>,
  words: Words,
  pictures: string,
): Promise<string> {
  const [{ liveCharts }, { webPage }] = await Promise.all([
    import('./live/chart-runtime.ts'),
    import('./live/web-page.ts'),
  ])
  return webPage(page, await liveCharts(figures, shown, words), pictures)
}

/** All that stands on the page, and the figures that are shown on it. */
async function reportPage(request: Omit<RenderRequest, 'browser'>): Promise<{
  page: PageInput
  figures: Record<FigureId, Figure>
  shown: ReadonlySet<FigureId>
  charts: Reuse['charts']
  words: Words
}> {
  const { analysis, loaded, example } = request
  const templates = checkTemplates(request.templatesFolder)
  const { settings } = templates
  const view = viewModel(request, templates.glossary, settings.title, templates.words, templates.stepWords)
  const figures = buildFigures(analysis, templates.words)
  const shown = shownFigures(templates.sections.map(({ program }) => program))
  const { charts, kept } = await drawnFigures(figures, shown, (request.reuse ?? NOTHING).charts)
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
    charts,
    drawings: buildDrawings(analysis, loaded.journal, templates.words),
  })
  const renderer = new TemplateRenderer(templates.partials.values(), helpers, templates.printing, slots, inline)

  const part = (id: string, template: Template): Part => {
    const { html, headings } = renderMarkdown(markdown, renderer.render(template, view), id)
    assertInert(html, template.file)
    if (headings[0]?.level !== 1)
      throw new UserError('template', `The template of ${id} must start with its title: # Title.`)
    return { id, html, headings }
  }
  const titlePage = markdown.render(renderer.render(templates.title, view))
  assertInert(titlePage, templates.title.file)
  const sections = templates.sections.map((template) => part(`section-${template.name}`, template))
  const appendix = part('appendix', templates.appendix)
  const references = bibliography.html()
  const placed = (html: string) => placedPictures(slots.fill(html), request.templatesFolder)
  const parts = [
    ...sections,
    ...(references === '' ? [] : [referencesPart(settings.labels.references, references)]),
    appendix,
  ].map(({ id, html, headings }) => ({
    id,
    html: placed(html),
    headings: headings.map((heading): Heading => ({ ...heading, html: placed(heading.html) })),
  }))
  const page = {
    title: view.title,
    lang: settings.language,
    contents: settings.labels.contents,
    identity: view.identity,
    example,
    style: placedInStyle(templates.style, request.templatesFolder),
    titlePage: placed(titlePage),
    parts,
  }
  return { page, figures, shown, charts: kept, words: templates.words }
}

function referencesPart(title: string, list: string): Part {
  const heading = { level: 1, id: 'references', html: escapeHtml(title) }
  return { id: heading.id, html: `<h1 id="${heading.id}">${heading.html}</h1>\n${list}`, headings: [heading] }
}

/** The wanted figures that have data: from the last render where nothing about them has changed, drawn where it has. */
async function drawnFigures(
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
      import('../charts/draw.ts'),
      import('../fonts/text-width.ts'),
    ])
    drawn = await drawFigures(figures, await createTextWidth(), missing)
  }
  const charts = new Map([...keys].map(([id, key]) => [id, drawn.get(id) ?? before[key] ?? '']))
  return { charts, kept: Object.fromEntries([...keys].map(([id, key]) => [key, charts.get(id) ?? ''])) }
}

/** The figures that the sections show; others need not be drawn. */
function shownFigures(programs: readonly hbs.AST.Program[]): Set<FigureId> {
  const text = JSON.stringify(programs)
  return new Set(FIGURES.filter((id) => text.includes(`"${id}"`)))
}
