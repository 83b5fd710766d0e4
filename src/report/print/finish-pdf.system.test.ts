import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PrintBrowser, startBrowser } from '../../browser/browser.ts'
import { accessibilityFaults } from '../../inspection/accessibility.ts'
import { inflated, PdfFile } from '../../inspection/pdf-file.ts'
import { findBrowser } from '../../setup/browser.ts'
import { PDF_METADATA } from '../../testing/pdf-metadata.ts'
import { finishPdf } from './finish-pdf.ts'
import { type KeptPage, PageStore } from './kept-pages.ts'
import { linkTexts } from './link-texts.ts'
import { readContents } from './page-contents.ts'
import { PdfObjects } from './pdf-objects.ts'

/** Whatever Chromium tags or leaves out in a report, over two pages. */
const HTML = `<!doctype html><html lang="en"><head><title>T</title><style>
@page { size: A4; @top-left { content: "running head" } @bottom-right { content: counter(page) } }
table { border-collapse: collapse } th, td { border: 1px solid } thead { display: table-header-group; break-inside: avoid }
tr { height: 30mm; break-inside: avoid } p.box { border: 1px solid; background: #eee }
</style></head><body>
<h1 id="one">One</h1><p class="box">Text with <b>bold</b> and <code>code</code>, a <a href="#one">link</a> and
<a href="https://example.org/">another (one)</a>.</p>
<ul><li>first</li><li>second <ul><li>inner</li></ul></li></ul><hr>
<svg role="img" aria-label="a line" width="90" height="20"><path d="M0 0L90 20" stroke="#000"/><text y="15">in it</text></svg>
<table><thead><tr><th scope="col">head of rows</th><th scope="col">head of values</th></tr></thead><tbody>
${Array.from({ length: 12 }, (_, row) => `<tr><th scope="row">row ${row}</th><td>${row}</td></tr>`).join('')}
</tbody></table></body></html>`

let browser: PrintBrowser
let source: PdfObjects
let bytes: Uint8Array
let file: PdfFile

const printed = async (html: string) => {
  const page = await browser.puppeteer.newPage()
  await page.setContent(html)
  return new PdfObjects(await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true }))
}

beforeAll(async () => {
  browser = await startBrowser(findBrowser())
  source = await printed(HTML)
  bytes = await finishPdf(source, PDF_METADATA, ['One'], linkTexts(HTML))
  file = new PdfFile(bytes)
})
afterAll(async () => browser[Symbol.asyncDispose]())

const objects = () => [...file.objects.values()]

test('Chromium’s own file lacks what is added', async () => {
  const page = await browser.puppeteer.newPage()
  await page.setContent(HTML)
  const own = new PdfFile(await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true }))
  expect(accessibilityFaults(own).length).toBeGreaterThan(5)
})

test('the finished file keeps every rule that can be checked', () => expect(accessibilityFaults(file)).toEqual([]))

test('each link says where it leads', () => {
  const links = objects().filter(({ text }) => /\/Subtype \/Link\b/.test(text))
  expect(links.map(({ text }) => /\/Contents (\(.*\))/.exec(text)?.[1]).sort()).toEqual([
    '(One)',
    '(another \\(one\\))',
  ])
})

test('margins and repeated heads are artifacts, and each text is still there once', () => {
  const contents = file.contents()
  expect(contents.length).toBeGreaterThan(1)
  for (const content of contents) {
    // The running head comes first on each page, and is no one's content.
    const [margins = ''] = content.split(/^(?:-?[\d.]+ ){4}re\nW\*? n$/m)
    expect(margins.match(/T[jJ]$/gm)).toHaveLength(1)
    expect(margins).toContain('/Artifact <</Type /Pagination>> BDC\n')
    expect(margins).not.toContain('/MCID')
  }
  const heads = contents.map(
    (content) =>
      content
        .split(/W\*? n\n/)
        .slice(1)
        .join()
        .match(/\/Pagination/g)?.length ?? 0,
  )
  expect(heads[0]).toBe(0)
  expect(heads[1]).toBeGreaterThan(0)
})

test('the same glyphs are shown in the same order, in fewer texts', () => {
  const glyphsOf = (content: string) =>
    Array.from(content.matchAll(/^.*T[jJ]$/gm), ([line]) => line.replace(/[^<]*<([^>]*)>[^<]*/g, '$1')).join('')
  const before = readContents(source).map(({ content }) => content())
  expect(before.map(glyphsOf)).toEqual(file.contents().map(glyphsOf))
  const textsOf = (content: string) => content.match(/^BT$/gm)?.length ?? 0
  expect(textsOf(file.contents()[0] ?? '')).toBeLessThan(textsOf(before[0] ?? ''))
})

test('the profile of the colours is one of sRGB', () => {
  const number = Number(/\/OutputIntents \[<<[^]*?\/DestOutputProfile (\d+) 0 R/.exec(file.catalog())?.[1])
  const profile = file.objects.get(number)
  expect(profile?.text).toContain('/N 3')
  expect(profile && inflated(profile)?.toString('latin1', 36, 40)).toBe('acsp')
})

test('the identifier depends on what the file holds, and on nothing else', async () => {
  const again = await finishPdf(await printed(HTML), PDF_METADATA, ['One'], linkTexts(HTML))
  expect(Buffer.compare(Buffer.from(again), Buffer.from(bytes))).toBe(0)
  const other = new PdfFile(await finishPdf(source, { ...PDF_METADATA, title: 'U' }, ['One'], linkTexts(HTML)))
  expect(file.identifier()).toMatch(/^<[0-9A-F]{32}> <[0-9A-F]{32}>$/)
  expect(other.identifier()).not.toBe(file.identifier())
})

test('pages that were finished before are taken as they are, and give the same file', async () => {
  const store = new PageStore()
  await finishPdf(source, PDF_METADATA, ['One'], linkTexts(HTML), store)
  const kept = JSON.parse(JSON.stringify(store.kept())) as Record<string, KeptPage>
  expect(Object.keys(kept)).toHaveLength(source.pages().length)
  const finish = (print: PdfObjects, pages: unknown) =>
    finishPdf(print, PDF_METADATA, ['One'], linkTexts(HTML), new PageStore(pages))
  const same = (one: Uint8Array, other: Uint8Array) => Buffer.compare(one, other) === 0
  expect(same(await finish(source, kept), bytes)).toBe(true)
  // They are taken: what was changed in them stands in the file. Other tags or another content, and they are not.
  const marked = Object.fromEntries(
    Object.entries(kept).map(([key, one]) => [
      key,
      { ...one, object: kept[key]?.object.replace('/Filter', '/Filter ') },
    ]),
  )
  expect(same(await finish(source, marked), bytes)).toBe(false)
  const retagged = Object.fromEntries(Object.entries(marked).map(([key, one]) => [key, { ...one, tags: '' }]))
  expect(same(await finish(source, retagged), bytes)).toBe(true)
  const changed = await printed(HTML.replace('row 11<', 'row xi<'))
  expect(same(await finish(changed, kept), await finish(changed, {}))).toBe(true)
})

test('a drawing says where it lies', () => {
  const [figure, ...others] = objects().filter(({ text }) => /\/S \/Figure\b/.test(text))
  expect(others).toEqual([])
  const [left = 0, bottom = 0, right = 0, top = 0] = (/\/BBox \[([^\]]+)\]/.exec(figure?.text ?? '')?.[1] ?? '')
    .split(' ')
    .map(Number)
  expect(right - left).toBeCloseTo(90 * 0.75, 0)
  expect(top - bottom).toBeCloseTo(20 * 0.75, 0)
})

test('tags that say nothing are gone, and no standard is claimed', () => {
  const tags = objects().filter(({ text }) => /\/Type \/StructElem\b/.test(text))
  const before = [...source.objects.values()].filter((text) => /\/Type \/StructElem\b/.test(text))
  expect(tags.length).toBeLessThan(before.length * 0.7)
  expect(tags.filter(({ text }) => /\/S \/LBody\b/.test(text))).toHaveLength(3)
  expect(file.xmp()).not.toMatch(/pdfuaid|pdfaid/)
})
