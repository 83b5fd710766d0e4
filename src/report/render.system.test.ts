import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { explainInstruction } from '../assignment/explanation.ts'
import { procedure } from '../assignment/procedure.ts'
import { RUBRIC } from '../assignment/rubric.ts'
import { type PrintBrowser, startBrowser } from '../browser/browser.ts'
import { DRAWINGS } from '../drawings/drawing.ts'
import { analyse } from '../findings/analyse.ts'
import { FAMILIES } from '../fonts/faces.ts'
import { type Inspection, inspect } from '../inspection/inspect.ts'
import { PdfFile } from '../inspection/pdf-file.ts'
import { firstTrace } from '../inspection/traces.ts'
import { findBrowser } from '../setup/browser.ts'
import { loadTemplates } from '../templates/templates.ts'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import type { Reuse } from './page/reuse.ts'
import { print } from './print/pdf.ts'
import { type RenderRequest, renderReport } from './render.ts'

const loaded = syntheticRun({ trials: 2, samples: 2, migrations: 2 })
const analysis = analyse(loaded)
const delivered = deliveredTemplates()
const out = mkdtempSync(join(tmpdir(), 'report-'))
let browser: Promise<PrintBrowser>

/** Fonts are named with what sets their weight apart, e.g. `SourceSans3-SemiBold`. */
const ours = new RegExp(`^(${FAMILIES.map((family) => family.replaceAll(' ', '')).join('|')})`)

const request = (changes: Partial<RenderRequest> = {}): RenderRequest => ({
  analysis,
  loaded,
  identity: { id: '113062566', name: '陳小明' },
  templates: loadTemplates(delivered),
  example: false,
  edition: 'full',
  browser,
  outFolder: out,
  ...changes,
})

let pdf: Uint8Array
let html: string
let reuse: Reuse
let inspection: Inspection
const text = () => inspection.text.join('\n').replace(/\s+/g, ' ')

beforeAll(async () => {
  browser = startBrowser(findBrowser())
  ;({ pdf, html, reuse } = await renderReport(request()))
  inspection = await inspect(pdf)
})

afterAll(async () => {
  await (await browser)[Symbol.asyncDispose]()
  rmSync(out, { recursive: true })
  rmSync(delivered, { recursive: true })
})

test('nothing is left behind', () => expect(readdirSync(out)).toEqual([]))

test('all sections are there, in the text and in the outline', () => {
  const titles = inspection.outline.map(({ title }) => title)
  for (const { id } of RUBRIC) {
    expect(
      titles.filter((title) => title.startsWith(`${id}. `)),
      `section ${id}`,
    ).toHaveLength(1)
    expect(text()).toContain(`${id}. `)
  }
  expect(titles).toContain('References')
  expect(titles).toContain('Appendix')
})

test('id and name stand on the first page, and the id on every other', () => {
  expect(inspection.text[0]).toContain('113062566')
  expect(inspection.text[0]).toContain('陳小明')
  for (const page of inspection.text.slice(1)) expect(page).toContain('113062566')
})

test('the contents give the pages of the sections', () => {
  for (const { id } of RUBRIC) {
    const page = Number(new RegExp(`data-of="section-${id}">(\\d+)<`).exec(html)?.[1])
    expect(inspection.text[page - 1]?.replace(/\s+/g, ' ')).toContain(`${id}. `)
    expect(inspection.text[page - 2]).not.toContain(`${id}. perf`)
  }
})

test('the contents are right for a sheet of other margins too, where columns of the usual size mislead', async () => {
  const folder = deliveredTemplates()
  try {
    writeFileSync(join(folder, 'styles', '8-own.css'), '@page { margin: 45mm 33mm }')
    const printed = await renderReport(request({ templates: loadTemplates(folder), reuse }))
    const { text } = await inspect(printed.pdf)
    const page = Number(/data-of="appendix">(\d+)</.exec(printed.html)?.[1])
    expect(text[page - 1]).toMatch(/^Appendix$/m)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('every argument of the procedure is explained in section A as it is printed', () => {
  const { glossary } = loadTemplates(delivered)
  const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
  const section = inspection.sections.find(({ title }) => title.startsWith('A.'))
  const printed = letters(section?.headings.map((heading) => heading.text).join('') ?? '')
  const explained = procedure({ accelerator: 'kvm', cpu: 'host' }).flatMap(({ argv, stdin }) =>
    explainInstruction(argv, stdin ?? null, glossary),
  )
  expect(explained.length).toBeGreaterThan(200)
  for (const { token, meaning } of explained) {
    expect(printed).toContain(letters(token))
    expect(printed, token).toContain(letters(meaning))
  }
})

test('figures are numbered, and every link leads somewhere', () => {
  expect(text()).toMatch(/Figure 1\..*Figure 2\..*Figure 10\./)
  expect(inspection.links.internal).toBeGreaterThan(30)
  expect(inspection.links.broken).toEqual([])
})

test('a link is one area a line, also where its address may be broken', () => {
  const file = new PdfFile(pdf)
  const areas = file.pages().flatMap((page) => {
    const refs = /\/Annots \[([^\]]*)\]/.exec(file.text(page))?.[1] ?? ''
    return [...refs.matchAll(/(\d+) 0 R/g)].map(([, number]) => {
      const said = file.text(Number(number))
      const [left, bottom, right, top] = /\/Rect \[([^\]]*)\]/.exec(said)?.[1]?.split(' ').map(Number) ?? []
      return { leads: /\/(?:URI|Dest) ?[(/].*/.exec(said)?.[0], line: [page, bottom, top].join(), left, right }
    })
  })
  const abutting = areas.filter(({ leads, line, right }) =>
    areas.some((other) => other.leads === leads && other.line === line && other.left === right),
  )
  expect(areas.filter(({ leads }) => leads?.startsWith('/URI')).length).toBeGreaterThan(10)
  expect(areas.filter(({ leads, right }) => leads === undefined || right === undefined)).toEqual([])
  expect(abutting).toEqual([])
})

test('fonts are embedded ones of the project, none of them Type 3', () => {
  expect(inspection.fonts.filter(({ type3, embedded }) => type3 || !embedded)).toEqual([])
  for (const { name } of inspection.fonts) expect(name).toMatch(ours)
  const names = inspection.fonts.map(({ name }) => name).join(' ')
  for (const family of ['SourceSerif4', 'SourceSans3', 'IBMPlexMono', 'NotoSerifTC']) expect(names).toContain(family)
})

test('the file is tagged, described and small', () => {
  expect(inspection.tagged).toBe(true)
  expect(inspection.metadata).toMatchObject({ lang: 'en', author: '陳小明 (113062566)' })
  expect(inspection.metadata.title).toContain('113062566')
  expect(inspection.metadata.keywords).toContain('live migration')
  expect(inspection.bytes).toBeLessThan(1_000_000)
  const charts = Object.keys(reuse.charts).length
  expect(charts).toBeGreaterThanOrEqual(8)
  expect(html.match(/<svg role="img" aria-label="/g)).toHaveLength(charts + DRAWINGS.length)
})

test('the core is shorter, its appendix has eight pages at most, and it leads to nothing that is not in it', async () => {
  const { pdf: bytes } = await renderReport(request({ edition: 'core', reuse }))
  const core = await inspect(bytes)
  expect(core.provenance?.edition).toBe('core')
  expect(inspection.provenance?.edition).toBe('full')
  expect(core.links.broken).toEqual([])
  expect(firstTrace(core.text)).toBeNull()
  const appendix = core.sections.find(({ title }) => title === 'Appendix')?.page ?? 0
  expect(core.pages - appendix + 1).toBeLessThanOrEqual(8)
  expect(core.pages).toBeLessThan(inspection.pages)
})

test('no value is missing', () => expect(firstTrace(inspection.text)).toBeNull())

test('what looks like HTML in a finding is text', () => {
  expect(text()).toContain('not supported>')
})

test('no example is claimed where there is none', () => expect(text()).not.toContain('EXAMPLE DATA'))

test('the same data gives the same bytes', async () => {
  const again = await renderReport(request())
  expect(Buffer.compare(Buffer.from(again.pdf), Buffer.from(pdf))).toBe(0)
})

test('charts of the last render make the same bytes', async () => {
  expect(Object.keys(reuse.charts).length).toBeGreaterThanOrEqual(8)
  const warm = await renderReport(request({ reuse }))
  expect(Buffer.compare(Buffer.from(warm.pdf), Buffer.from(pdf))).toBe(0)
})

test('page numbers of the last render are believed if they are those of the pages, and put right if not', async () => {
  const unnumbered = html.replace(/(<span class="page" data-of="[^"]*">)\d+/g, '$1')
  const printedWith = async (foretold: Record<string, number>) =>
    print(unnumbered, {
      page: await (await browser).puppeteer.newPage(),
      another: () => Promise.reject(new Error('a second print')),
      file: join(out, 'page.html'),
      pictures: delivered,
      foretold,
    })
  expect((await printedWith(reuse.pages)).html).toBe(html)
  const wrong = Object.fromEntries(Object.entries(reuse.pages).map(([id, page]) => [id, page + 1]))
  await expect(printedWith(wrong)).rejects.toThrow('a second print')
  const mended = await renderReport(request({ reuse: { ...reuse, pages: wrong } }))
  expect(Buffer.compare(Buffer.from(mended.pdf), Buffer.from(pdf))).toBe(0)
  expect(mended.reuse.pages).toEqual(reuse.pages)
})

test('a kept chart is shown for the data it was drawn from, and for no other', async () => {
  const charts = Object.fromEntries(
    Object.keys(reuse.charts).map((key) => [key, '<svg role="img" aria-label="kept"></svg>']),
  )
  const same = await renderReport(request({ reuse: { ...reuse, charts } }))
  expect(same.html.match(/aria-label="kept"/g)).toHaveLength(Object.keys(charts).length)
  const other = syntheticRun({ trials: 3, samples: 2, migrations: 3 })
  const redrawn = await renderReport(request({ loaded: other, analysis: analyse(other), reuse: { ...reuse, charts } }))
  expect(redrawn.html).not.toContain('aria-label="kept"')
})

test.each([
  ['<b>*x*|` [y](z) {{id}}', '<b>*x*|` [y](z) {{id}}'],
  ['陳堃喆', '陳堃喆'],
  ['_a_ & “b” \\ # 1. c', '_a_ & “b” \\ # 1. c'],
])(
  'the name %s comes out as it is, on every page of an example',
  async (name, shown) => {
    const rendered = await renderReport(request({ identity: { id: '113062566', name }, example: true, reuse }))
    const seen = await inspect(rendered.pdf)
    expect(seen.text[0]).toContain(shown)
    expect(seen.metadata.author).toBe(`${name} (113062566)`)
    for (const page of seen.text) expect(page).toContain('EXAMPLE DATA')
    for (const { name: font } of seen.fonts) expect(font).toMatch(ours)
  },
  120_000,
)

test('a run without trials still gives a report that says what is missing', async () => {
  const empty = { ...loaded, trials: [], run: { ...loaded.run, order: [] } }
  const rendered = await renderReport(
    request({ loaded: empty, analysis: analyse(empty), identity: { id: 'x', name: null } }),
  )
  const seen = await inspect(rendered.pdf)
  const all = seen.text.join(' ')
  expect(all.match(/Not measured\./g)?.length).toBeGreaterThan(5)
  expect(firstTrace(seen.text)).toBeNull()
  // The drawings need no measurement.
  expect(rendered.html.match(/<svg/g)).toHaveLength(DRAWINGS.length)
})

test('a run with a matrix shows it, and one without says so', async () => {
  expect(text()).toContain('were not measured in this run')
  expect(html).not.toContain('id="table-matrix"')
  const other = syntheticRun({ trials: 1, samples: 1, migrations: 1, matrix: true })
  const rendered = await renderReport(request({ loaded: other, analysis: analyse(other) }))
  const seen = await inspect(rendered.pdf)
  for (const id of ['figure-matrix', 'table-matrix', 'table-prediction']) expect(rendered.html).toContain(`id="${id}"`)
  expect(seen.text.join(' ').replace(/\s+/g, ' ')).toContain('Does a simple model explain the course?')
  expect(seen.links.broken).toEqual([])
  expect(firstTrace(seen.text)).toBeNull()
})

test('a template can neither fetch from the network nor print a missing value', async () => {
  const templates = deliveredTemplates()
  try {
    const file = join(templates, 'sections/E.md.hbs')
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, `${before}\n\n![x](http://127.0.0.1:9/x.png)\n`)
    await expect(renderReport(request({ templates: loadTemplates(templates) }))).rejects.toMatchObject({
      code: 'render',
      message: expect.stringContaining('http://127.0.0.1:9/x.png'),
    })
    writeFileSync(file, before.replace(/^# .*\n/, 'No title\n'))
    await expect(renderReport(request({ templates: loadTemplates(templates) }))).rejects.toMatchObject({
      code: 'template',
    })
  } finally {
    rmSync(templates, { recursive: true })
  }
})

test('without a browser the report says what to install', async () => {
  await expect(renderReport(request({ browser: null }))).rejects.toMatchObject({ code: 'setup' })
  await expect(renderReport(request({ browser: { path: '/bin/false' } }))).rejects.toMatchObject({ code: 'render' })
})
