import { rmSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Page } from 'puppeteer'
import { UserError } from '../errors.ts'
import { withPageNumbers } from './html.ts'
import { PdfObjects } from './pdf-objects.ts'

/** Far more than the slowest machine needs; a browser that hangs must not hang the report. */
const LIMIT_MS = 120_000

/** Contents fit after one correction; more than this would be a page that never settles. */
const ATTEMPTS = 4

interface Printer {
  /** A new page, that has shown nothing yet: the same page twice would not give the same bytes twice. */
  page: Page
  /** Gives another one. */
  another: () => Promise<Page>
  /** Where the page may stand while it is printed; fonts load only into a page from the file system. */
  file: string
}

/**
 * Prints a page whose contents have marks for page numbers, until the numbers are those of the pages.
 *
 * @param guess the page of each heading, as the last print had them, or empty
 * @returns the page as printed, the PDF, and the page of each heading
 * @throws UserError `render` when the page asks for anything outside the file system, or the browser fails
 */
export async function print(
  html: string,
  guess: ReadonlyMap<string, number>,
  { page: first, another, file }: Printer,
): Promise<{ html: string; objects: PdfObjects; pages: ReadonlyMap<string, number> }> {
  const opened = [first]
  try {
    let numbers = guess
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      let page = first
      if (attempt > 0) opened.push((page = await another()))
      const numbered = withPageNumbers(html, numbers)
      // Tags and bookmarks take time, and a draft is read by nobody.
      const draft = numbers.size === 0
      const objects = new PdfObjects(await printOnce(page, numbered, file, !draft))
      const pages = objects.destinationPages()
      if (!draft && withPageNumbers(html, pages) === numbered) return { html: numbered, objects, pages }
      numbers = pages
    }
    throw new Error('the page numbers of the contents did not settle')
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
    for (const page of opened) page.close().catch(() => undefined)
    rmSync(file, { force: true })
  }
}

async function printOnce(page: Page, html: string, file: string, finished: boolean): Promise<Uint8Array> {
  const refused = await refuseNetwork(page)
  writeFileSync(file, html)
  await page.goto(pathToFileURL(file).href, { waitUntil: 'load', timeout: LIMIT_MS })
  const pdf = await page.pdf({ ...OPTIONS, tagged: finished, outline: finished })
  const [first] = refused
  if (first === undefined) return pdf
  throw new UserError(
    'render',
    `The report asks for ${first}, and it is printed without a network: put the file into templates/custom.`,
  )
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

const OPTIONS = { preferCSSPageSize: true, printBackground: true, timeout: LIMIT_MS, waitForFonts: false } as const
