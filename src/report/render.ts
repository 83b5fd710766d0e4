import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { drawFigures } from '../charts/draw.ts'
import type { FigureId } from '../charts/figure.ts'
import { buildFigures } from '../charts/figures.ts'
import { UserError } from '../errors.ts'
import { project } from '../project.ts'
import { startBrowser, type PrintBrowser } from './browser.ts'
import { createHelpers } from './helpers.ts'
import { headingsOf, pageHtml, type Part } from './html.ts'
import { createInlineMarkdown, createMarkdown, renderMarkdown, type Heading } from './markdown.ts'
import { finishPdf } from './finish-pdf.ts'
import { print } from './pdf.ts'
import { TemplateRenderer } from './render-templates.ts'
import { Slots } from './slots.ts'
import { checkTemplates } from './templates.ts'
import { createTextWidth } from './text-width.ts'
import { viewModel, type ReportInput } from './view-model.ts'

export interface RenderRequest extends ReportInput {
  templatesFolder: string
  /** A browser to be started, or one that starts already: it is closed by whoever started it. */
  browser: { path: string } | null | Promise<PrintBrowser>
  /** Where the page may stand for a moment; `out/` by default. */
  outFolder?: string
}

/**
 * Makes the report.
 *
 * @returns the page and the PDF; nothing is left on disk
 * @throws UserError `template`, `setup` (no browser) or `render`
 */
export async function renderReport(request: RenderRequest): Promise<{ html: string; pdf: Uint8Array }> {
  const own = request.browser instanceof Promise ? null : startBrowser(request.browser)
  const browser = own ?? (request.browser as Promise<PrintBrowser>)
  // A template's error must not leave a rejection of the browser unheard.
  const page = browser.then(({ puppeteer }) => puppeteer.newPage())
  page.catch(() => undefined)
  try {
    const { html, bookmarks } = await reportHtml(request)
    const folder = request.outFolder ?? project().out
    mkdirSync(folder, { recursive: true })
    const printed = await print(await page, html, join(folder, `.print-${process.pid}.html`))
    const { analysis, identity, example } = request
    const pdf = finishPdf(
      printed.pdf,
      {
        title: `${TITLE} – ${identity.id}`,
        author: identity.name === null ? identity.id : `${identity.name} (${identity.id})`,
        subject: `QEMU live migration, measured in run ${analysis.run.id}${example ? ' (EXAMPLE DATA)' : ''}`,
        keywords: ['QEMU', 'KVM', 'live migration', 'virtio', 'perf', 'iperf3', 'COLO', 'fault tolerance'],
        date: analysis.run.finishedAt ?? analysis.run.createdAt,
        lang: LANG,
      },
      bookmarks,
    )
    return { html: printed.html, pdf }
  } finally {
    await (await own?.catch(() => null))?.[Symbol.asyncDispose]()
  }
}

const LANG = 'en'
const TITLE = 'Live migration of a virtual machine with QEMU'

/** The page, with marks in the place of page numbers. */
async function reportHtml(request: RenderRequest): Promise<{ html: string; bookmarks: string[] }> {
  const { analysis, example } = request
  const templates = checkTemplates(request.templatesFolder)
  const view = viewModel(request, templates.glossary)
  const figures = buildFigures(analysis)
  const charts = await drawFigures(
    figures,
    await createTextWidth(),
    shownFigures(templates.sections.map(({ program }) => program)),
  )
  const slots = new Slots()
  const markdown = createMarkdown()
  const inline = createInlineMarkdown()
  const { helpers, bibliography } = createHelpers({ analysis, view, templates, slots, inline, figures, charts })
  const renderer = new TemplateRenderer(templates.partials.values(), helpers, templates.printing, slots, inline)

  const part = (id: string, text: string): Part => {
    const { html, headings } = renderMarkdown(markdown, text, id)
    if (headings[0]?.level !== 1)
      throw new UserError('template', `The template of ${id} must start with its title: # Title.`)
    return { id, html, headings }
  }
  const titlePage = markdown.render(renderer.render(templates.title, view))
  const sections = templates.sections.map((template) =>
    part(`section-${template.name}`, renderer.render(template, view)),
  )
  const appendix = part('appendix', renderer.render(templates.appendix, view))
  const references = bibliography.html()
  const parts = [
    ...sections,
    ...(references === ''
      ? []
      : [{ ...part('references', '# References'), html: `<h1 id="references">References</h1>\n${references}` }]),
    appendix,
  ].map(({ id, html, headings }) => ({
    id,
    html: slots.fill(html),
    headings: headings.map((heading): Heading => ({ ...heading, html: slots.fill(heading.html) })),
  }))
  const html = pageHtml({
    title: view.title,
    lang: LANG,
    identity: view.identity,
    example,
    style: templates.style,
    titlePage: slots.fill(titlePage),
    parts,
  })
  return { html, bookmarks: headingsOf(html) }
}

/** The figures that the sections show; others need not be drawn. */
function shownFigures(programs: readonly hbs.AST.Program[]): Set<FigureId> {
  const text = JSON.stringify(programs)
  return new Set(
    (['acceleration', 'network', 'exits', 'timeline', 'downtime', 'overlay'] as const).filter((id) =>
      text.includes(`"${id}"`),
    ),
  )
}
