import { unlinkSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Page } from 'puppeteer'
import { UserError } from '../errors.ts'
import type { PrintBrowser } from './browser.ts'
import { withPageNumbers } from './html.ts'
import { PdfObjects } from './pdf-objects.ts'

/** Far more than the slowest machine needs; a browser that hangs must not hang the report. */
const LIMIT_MS = 120_000

/**
 * Prints a page whose contents have marks for page numbers: once to learn them, and again with them.
 *
 * @param file where the page may stand while it is printed; fonts load only into a page from the file system
 * @returns the page as printed, and the PDF
 * @throws UserError `render` when the page asks for anything outside the file system, or the browser fails
 */
export async function print(browser: PrintBrowser, html: string, file: string): Promise<{ html: string; pdf: Uint8Array }> {
  const page = await browser.puppeteer.newPage()
  try {
    const refused = await refuseNetwork(page)
    await load(page, html, file)
    const draft = await printPage(page)
    const numbered = withPageNumbers(html, new PdfObjects(draft).destinationPages())
    await load(page, numbered, file)
    const pdf = await printPage(page)
    const [first] = refused
    if (first !== undefined) {
      throw new UserError('render', `The report asks for ${first}, and it is printed without a network: put the file beside the templates.`)
    }
    return { html: numbered, pdf }
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    throw new UserError('render', `The browser could not print the report (${(cause as Error).message}): try again, or name another browser with PUPPETEER_EXECUTABLE_PATH.`, { cause })
  } finally {
    // Closing needs an answer of the browser, which nobody waits for.
    page.close().catch(() => undefined)
    unlinkSync(file)
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

async function load(page: Page, html: string, file: string): Promise<void> {
  writeFileSync(file, html)
  await page.goto(pathToFileURL(file).href, { waitUntil: 'load', timeout: LIMIT_MS })
}

function printPage(page: Page): Promise<Uint8Array> {
  return page.pdf({
    preferCSSPageSize: true, printBackground: true, tagged: true, outline: true, timeout: LIMIT_MS, waitForFonts: false,
  })
}
