import { rmSync, writeFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import type { Page, Protocol } from 'puppeteer'
import { orStorageError } from '../../data/storage-error.ts'
import { fileWithin } from '../../data/within.ts'
import { UserError } from '../../errors.ts'
import { headingsWithPages, withPageNumbers } from '../page/html.ts'
import { PdfObjects } from './pdf-objects.ts'

/** Far more than the slowest machine needs; a browser that hangs must not hang the report. */
const LIMIT_MS = 120_000

/** A second print puts numbers right that were measured and are not those of the pages. */
const ROUNDS = 3

/** Between two looks at whether the fonts are there; most often the first one sees them. */
const FONTS_PAUSE_MS = 5

interface Printer {
  /** A new page, that has shown nothing yet: the same page twice would not give the same bytes twice. */
  page: Page
  /** Gives another one. */
  another: () => Promise<Page>
  /** Where the page may stand while it is printed; fonts load only into a page from the file system. */
  file: string
  /** The one folder whose files it may show. */
  pictures: string
  /** Pages of the headings in an earlier print. */
  foretold?: Readonly<Record<string, number>>
  /** Called once, while the browser prints; an error of it is none of the print’s, and is heard by whoever needs what it makes. */
  whilePrinting?: (() => void) | undefined
}

/**
 * Prints a page whose contents have marks for page numbers, until the numbers are those of the pages.
 *
 * @returns the page as printed, the pages of the headings in its contents, and the PDF
 * @throws UserError `render` when the page asks for anything but files of the folder and fonts, or the browser fails
 */
export async function print(
  html: string,
  { page: first, another, file, pictures, foretold = {}, whilePrinting = () => undefined }: Printer,
): Promise<{ html: string; pages: Record<string, number>; objects: PdfObjects }> {
  const opened = [first]
  try {
    let numbers = foretoldFor(html, foretold)
    for (let round = 0; round < ROUNDS; round += 1) {
      const page = round === 0 ? first : await another()
      if (round > 0) opened.push(page)
      const refused = await show(page, withPageNumbers(html, numbers), file, pictures)
      if (numbers.size === 0) numbers = await measuredPages(page)
      const printing = page.pdf(OPTIONS)
      if (round === 0) meanwhile(printing, whilePrinting)
      const pdf = await printing
      const [asked] = refused
      if (asked !== undefined) throw refusal(asked)
      const numbered = withPageNumbers(html, numbers)
      const objects = new PdfObjects(pdf)
      const pages = objects.destinationPages()
      if (withPageNumbers(html, pages) === numbered) return { html: numbered, pages: contentsOf(html, pages), objects }
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

/** The pages of the headings that the contents name. */
function contentsOf(html: string, pages: ReadonlyMap<string, number>): Record<string, number> {
  const ids = new Set(headingsWithPages(html))
  return Object.fromEntries([...pages].filter(([id]) => ids.has(id)))
}

/** The numbers of an earlier print, if its contents had the same headings; else none. */
function foretoldFor(html: string, foretold: Readonly<Record<string, number>>): ReadonlyMap<string, number> {
  const before = new Map(Object.entries(foretold))
  const ids = new Set(headingsWithPages(html))
  return ids.size === before.size && [...ids].every((id) => before.has(id)) ? before : new Map()
}

function meanwhile(printing: Promise<unknown>, work: () => void): void {
  // What it ends with is heard by whoever waits for it afterwards.
  printing.catch(() => undefined)
  try {
    work()
  } catch {}
}

/** Loads the page, and gives the set of what it asks for and may not have. */
async function show(page: Page, html: string, file: string, pictures: string): Promise<ReadonlySet<string>> {
  const { href } = pathToFileURL(file)
  const refused = await refuseOthers(page, (url) => url === href || fileWithin(url, pictures))
  orStorageError(file, () => writeFileSync(file, html))
  await page.goto(href, { waitUntil: 'load', timeout: LIMIT_MS })
  // Not before the page is loaded: going to another page's process would end it.
  await page.emulateMediaType('print')
  await fontsOf(page)
  return refused
}

/**
 * Waits until the fonts are there that the page is laid out with: they are asked for when it first is, which may be after it
 * was loaded, and what a font lacks at the moment of the print is not printed. Asked for again and again, since a page
 * whose scripts are switched off can't be waited for by a promise of its own.
 */
async function fontsOf(page: Page): Promise<void> {
  const until = performance.now() + LIMIT_MS
  const areLoaded = () =>
    page.evaluate(() => document.body.getBoundingClientRect().width > 0 && document.fonts.status === 'loaded')
  while (!(await areLoaded())) {
    if (performance.now() > until) throw new Error('the fonts of the page were not loaded in time')
    await setTimeout(FONTS_PAUSE_MS)
  }
}

function refusal(address: string): UserError {
  return new UserError(
    'render',
    `The report asks for ${address}, and it is printed from templates alone, without a network: ` +
      'put the file into templates/custom.',
  )
}

/**
 * Lays the page out in columns of the size of a printed page, which the browser breaks as it breaks pages, writes the
 * number of each heading's column into the contents and undoes the columns: a third of the time of a print. The
 * finished print is compared with the numbers, so a difference between columns and pages costs time and no more.
 */
async function measuredPages(page: Page): Promise<ReadonlyMap<string, number>> {
  const numbers = await page.evaluate(({ width, height }) => {
    const columns = document.createElement('style')
    columns.textContent =
      `main{width:${width};height:${height};columns:auto ${width};column-gap:0;column-fill:auto}` +
      '.part:not(.runs-on),.contents{break-before:column!important}'
    document.head.append(columns)
    const main = document.querySelector('main')?.getBoundingClientRect()
    // A heading may stand beside another one: what counts is the column that it begins in.
    const marks = [...document.querySelectorAll<HTMLElement>('.page[data-of]')].map((mark) => {
      const id = mark.dataset.of ?? ''
      const at = document.getElementById(id)?.getClientRects()[0]
      const number = main === undefined || at === undefined ? 0 : 1 + Math.floor((at.left - main.left + 1) / main.width)
      return { mark, id, number }
    })
    columns.remove()
    for (const { mark, number } of marks) mark.textContent = String(number)
    return marks.map(({ id, number }): [string, number] => [id, number])
  }, TEXT_AREA)
  return new Map(numbers)
}

/** Refuses every request that leaves the file system, and every one for a file that isn't allowed; lists them. */
async function refuseOthers(page: Page, allows: (url: string) => boolean): Promise<ReadonlySet<string>> {
  const refused = new Set<string>()
  const session = await page.createCDPSession()
  await session.send('Fetch.enable', { patterns: HELD_UP })
  session.on('Fetch.requestPaused', ({ requestId, request: { url } }) => {
    if (allows(url)) return void session.send('Fetch.continueRequest', { requestId }).catch(() => undefined)
    refused.add(url)
    session.send('Fetch.failRequest', { requestId, errorReason: 'AccessDenied' }).catch(() => undefined)
  })
  await session.send('Emulation.setScriptExecutionDisabled', { value: true })
  return refused
}

/** What waits for an answer: of the file system all that could be read on a page, so that fonts come without a round trip. */
const HELD_UP: Protocol.Fetch.RequestPattern[] = [
  { urlPattern: 'http*' },
  { urlPattern: 'ftp*' },
  ...(['Document', 'Stylesheet', 'Image', 'Media', 'Other'] as const).map((resourceType) => ({
    urlPattern: 'file*',
    resourceType,
  })),
]

/** A4 less the margins of `templates/styles/2-page.css`. */
const TEXT_AREA = { width: '144mm', height: '243mm' }

const OPTIONS = {
  preferCSSPageSize: true,
  printBackground: true,
  timeout: LIMIT_MS,
  waitForFonts: false,
  tagged: true,
  outline: true,
} as const
