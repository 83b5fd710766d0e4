import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PrintBrowser } from '../browser/browser.ts'
import { uncovered } from '../fonts/coverage.ts'
import { notMeasuredPlaces } from '../inspection/provenance.ts'
import { project } from '../project.ts'
import { USUAL_EDITION } from '../templates/edition.ts'
import { labelsIn } from '../text/labels.ts'
import { say, text } from '../text/phrase.ts'
import { spoken } from '../text/spoken.ts'
import { headingsOf, pageHtml } from './page/html.ts'
import { plainText } from './page/plain-text.ts'
import { type PageRequest, type ReportPage, reportPage } from './page/report-page.ts'
import type { Reuse } from './page/reuse.ts'
import { finishPdf } from './print/finish-pdf.ts'
import { PageStore } from './print/kept-pages.ts'
import { linkTexts } from './print/link-texts.ts'
import { print } from './print/pdf.ts'
import { assertSound } from './print/printed-check.ts'

export { ledgerOf } from './ledger.ts'
export { ChartDrawer } from './page/chart-drawer.ts'
export { supplementOf } from './supplement.ts'
export type { ReportInput } from './views/view-model.ts'

export interface RenderRequest extends PageRequest {
  /** A browser to be started, or one that starts already: it is closed by whoever started it. */
  browser: { path: string } | null | Promise<PrintBrowser>
  /** Where the page may stand for a moment; `out/` by default. */
  outFolder?: string
  /** Whether the edition for a browser is wanted as well. */
  web?: boolean
  /** Called when the browser has printed, and has nothing more to do for this report. */
  printed?: (() => void) | undefined
  /** Called while the browser prints, which leaves nothing else to do: for what is to be made anyway. */
  whilePrinting?: () => void
}

/** Pages that this process has printed: two that are printed at once stand in two files. */
let prints = 0

/**
 * Makes the report.
 *
 * @returns the page, the PDF, what the next render of it can use, and the characters that no font has; nothing is left on disk
 * @throws UserError `template`, `setup` (no browser), `render`, or `check` where a value or a link is missing
 */
export async function renderReport(
  request: RenderRequest,
): Promise<{ html: string; pdf: Uint8Array; web: string | null; reuse: Reuse; boxes: string[] }> {
  const own =
    request.browser instanceof Promise ? null : (await import('../browser/browser.ts')).startBrowser(request.browser)
  const browser = own ?? (request.browser as Promise<PrintBrowser>)
  // A template's error must not leave a rejection of the browser unheard.
  const page = browser.then(({ puppeteer }) => puppeteer.newPage())
  page.catch(() => undefined)
  try {
    const made = await reportPage(request)
    const { page: input, foretold, kept, finished } = made
    const html = pageHtml(input)
    const bookmarks = headingsOf(html)
    let boxes: string[] | null = null
    const uncoveredIn = () => uncovered(plainText(html.replace(/<style>[^]*?<\/style>/g, '')))
    const folder = request.outFolder ?? project().out
    mkdirSync(folder, { recursive: true })
    const printed = await print(html, {
      page: await page,
      another: async () => (await browser).puppeteer.newPage(),
      file: join(folder, `.print-${process.pid}-${++prints}.html`),
      pictures: request.templates.folder,
      foretold,
      whilePrinting() {
        boxes = uncoveredIn()
        request.whilePrinting?.()
      },
    })
    request.printed?.()
    assertSound(printed.html, printed.objects, bookmarks)
    const { analysis, identity, example, edition = USUAL_EDITION } = request
    const store = new PageStore(finished)
    const pdf = await finishPdf(
      printed.objects,
      {
        title: `${input.title} – ${identity.id}`,
        author: identity.name === null ? identity.id : `${identity.name} (${identity.id})`,
        subject: subjectOf(request),
        keywords: spoken(say('pdf.keywords'), request.templates.words).split(/[,，、] */),
        date: analysis.run.finishedAt ?? analysis.run.createdAt,
        lang: input.lang,
        provenance: {
          run: analysis.run.id,
          example,
          edition,
          student: identity,
          language: input.lang,
          videoUrl: request.videoUrl ?? null,
          notMeasured: notMeasuredPlaces(input.parts),
        },
      },
      bookmarks,
      linkTexts(printed.html),
      store,
    )
    const web = request.web === true ? await webEdition(made, request.templates.folder) : null
    const reuse = { charts: kept, pages: printed.pages, finished: store.kept() }
    return { html: printed.html, pdf, web, reuse, boxes: boxes ?? uncoveredIn() }
  } finally {
    await (await own?.catch(() => null))?.[Symbol.asyncDispose]()
  }
}

/** What the file says of itself. */
export function subjectOf({ analysis, example, templates: { words } }: PageRequest): string {
  const subject = say('pdf.subject', { run: analysis.run.id })
  return spoken(example ? text`${subject}${say('bracketed', { note: labelsIn(words).example })}` : subject, words)
}

/**
 * Makes the report for a browser alone, its charts drawn as they are printed.
 *
 * @throws UserError `template`
 */
export async function renderWebPage(request: PageRequest): Promise<{ html: string; reuse: Reuse }> {
  const [{ page, foretold, kept, words }, { webPage }] = await Promise.all([
    reportPage(request),
    import('./live/web-page.ts'),
  ])
  const html = webPage(page, null, request.templates.folder, words)
  return { html, reuse: { charts: kept, pages: foretold, finished: null } }
}

/** The edition for a browser. Its modules take a third of a second, which a PDF alone need not wait for. */
async function webEdition({ page, figures, shown, words }: ReportPage, pictures: string): Promise<string> {
  const [{ liveCharts }, { webPage }] = await Promise.all([
    import('./live/chart-runtime.ts'),
    import('./live/web-page.ts'),
  ])
  return webPage(page, await liveCharts(figures, shown, words), pictures, words)
}
