import { rmSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Page } from 'puppeteer'
import { UserError } from '../errors.ts'
import { withPageNumbers } from './html.ts'
import { PdfObjects } from './pdf-objects.ts'

/** Far more than the slowest machine needs; a browser that hangs must not hang the report. */
const LIMIT_MS = 120_000

/**
 * Prints a page whose contents have marks for page numbers: once to learn them, and again with them.
 *
 * @param page a new page, that has shown nothing yet: the same page twice would not give the same bytes twice
 * @param file where the page may stand while it is printed; fonts load only into a page from the file system
 * @returns the page as printed, and the PDF
 * @throws UserError `render` when the page asks for anything outside the file system, or the browser fails
 */
export async function print(page: Page, html: string, file: string): Promise<{ html: string; pdf: Uint8Array }> {
  try {
    const refused = await refuseNetwork(page)
    writeFileSync(file, html)
    await page.goto(pathToFileURL(file).href, { waitUntil: 'load', timeout: LIMIT_MS })
    // Tags and bookmarks take time, and a draft is read by nobody.
    const pages = new PdfObjects(await page.pdf({ ...OPTIONS, tagged: false, outline: false })).destinationPages()
    await page.evaluate(fillContents, [...pages])
    const pdf = await page.pdf({ ...OPTIONS, tagged: true, outline: true })
    const [first] = refused
    if (first !== undefined) {
      throw new UserError(
        'render',
        `The report asks for ${first}, and it is printed without a network: put the file beside the templates.`,
      )
    }
    return { html: withPageNumbers(html, pages), pdf }
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw new UserError(
      'render',
      `The browser could not print the report (${(cause as Error).message}): try again, ` +
        'or name another browser with PUPPETEER_EXECUTABLE_PATH.',
      { cause },
    )
  } finally {
    // Closing needs an answer of the browser, which nobody waits for.
    page.close().catch(() => undefined)
    rmSync(file, { force: true })
  }
}

/** Refuses every request that leaves the file system, and lists them. */
async function refuseNetwork(page: Page): Promise<Set<string>> {
  const refused = new Set<string>()
  const session = await page.createCDPSession()
  // Only these are held up for an answer: fonts come without a round trip.
  await session.send('Fetch.enable', { patterns: [{ urlPattern: 'http*' }, { urlPattern: 'ftp*' }] })
  session.on('Fetch.requestPaused', ({ requestId, request }) => {
    refused.add(request.url)
    session.send('Fetch.failRequest', { requestId, errorReason: 'AccessDenied' }).catch(() => undefined)
  })
  await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  return refused
}

/** Runs in the page: what `withPageNumbers` does to its text. */
function fillContents(pages: [string, number][]): void {
  const numbers = new Map(pages)
  for (const span of document.querySelectorAll<HTMLElement>('.page[data-of]')) {
    span.textContent = String(numbers.get(span.dataset['of'] ?? '') ?? '')
  }
}

const OPTIONS = { preferCSSPageSize: true, printBackground: true, timeout: LIMIT_MS, waitForFonts: false } as const
