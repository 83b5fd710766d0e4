import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type PrintBrowser, startBrowser } from '../browser/browser.ts'

/** What is set in both scripts that a report needs. */
const LATIN = 'Live migration'
const CHINESE = '即時遷移'

const font = (file: string) => fileURLToPath(import.meta.resolve(`@fontsource/${file}`))

/**
 * Lets a browser print a page with a heading, Latin and Chinese text in the report's fonts, and reads the text and its bookmark back.
 * @returns the browser's version, and what fences it off
 * @throws Error saying what did not work
 */
export async function printTest(browserPath: string): Promise<Pick<PrintBrowser, 'version' | 'sandbox'>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'print-test-'))
  try {
    const file = path.join(folder, 'page.html')
    writeFileSync(file, page())
    await using browser = await startBrowser({ path: browserPath }, () => undefined)
    const tab = await browser.puppeteer.newPage()
    await tab.goto(pathToFileURL(file).href)
    await tab.evaluate('document.fonts.ready')
    const { text, bookmarks } = await read(await tab.pdf({ tagged: true, outline: true }))
    const lost = [LATIN, CHINESE].find((words) => !text.includes(words))
    if (lost !== undefined) throw new Error(`it printed a page without the text “${lost}” that was on it`)
    if (bookmarks === 0) throw new Error(`it is ${browser.version}, too old to make bookmarks of headings`)
    return { version: browser.version, sandbox: browser.sandbox }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function page(): string {
  const face = (family: string, file: string) =>
    `@font-face { font-family: ${family}; src: url(${pathToFileURL(font(file)).href}) }`
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><style>
    ${face('latin', 'source-serif-4/files/source-serif-4-latin-400-normal.woff2')}
    ${face('chinese', 'noto-sans-tc/files/noto-sans-tc-chinese-traditional-400-normal.woff2')}
    body { font-family: latin, chinese }</style><h1>${LATIN}</h1><p>${CHINESE}</p></html>`
}

async function read(pdf: Uint8Array): Promise<{ text: string; bookmarks: number }> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
  const document = await getDocument({ data: pdf, verbosity: 0 }).promise
  const content = await (await document.getPage(1)).getTextContent()
  return {
    text: content.items.map((item) => ('str' in item ? item.str : '')).join(' '),
    bookmarks: (await document.getOutline())?.length ?? 0,
  }
}
