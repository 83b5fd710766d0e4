import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type PrintBrowser, startBrowser } from '../browser/browser.ts'
import { analyse } from '../findings/analyse.ts'
import { renderReport } from '../report/render.ts'
import { findBrowser } from '../setup/browser.ts'
import { loadTemplates } from '../templates/templates.ts'
import { deliveredTemplates } from '../testing/delivered-templates.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { gradeItems } from './grade.ts'
import { type Inspection, inspect } from './inspect.ts'
import { checksOf } from './report-checks.ts'

const loaded = syntheticRun({ trials: 2, samples: 2, migrations: 2 })
const analysis = analyse(loaded)
const folder = mkdtempSync(join(tmpdir(), 'inspect-'))
const templates = deliveredTemplates()
const sectionE = join(templates, 'sections/E.md.hbs')
const delivered = readFileSync(sectionE, 'utf8')
let browser: Promise<PrintBrowser>
/** Charts are drawn once: what is tried here is what stands around them. */
let charts: Record<string, string> = {}

beforeAll(() => {
  browser = startBrowser(findBrowser())
})
afterAll(async () => {
  await (await browser)[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
  rmSync(templates, { recursive: true })
})

/** The report with something added to section E. */
async function printed({ text = '', example = false, of = loaded } = {}): Promise<Inspection> {
  writeFileSync(sectionE, `${delivered}\n${text}\n`)
  const identity = { id: '113062566', name: '陳小明' }
  const { pdf, reuse } = await renderReport({
    analysis: of === loaded ? analysis : analyse(of),
    loaded: of,
    identity,
    templates: loadTemplates(templates),
    example,
    browser,
    outFolder: folder,
    reuse: { charts },
  })
  charts = { ...charts, ...reuse.charts }
  return inspect(pdf)
}
const failed = (report: Inspection, id = '113062566') =>
  checksOf({ id, report, film: null }).filter(({ passed }) => !passed)

test('a good report passes every check, and all of its items are there', async () => {
  const report = await printed()
  expect(failed(report)).toEqual([])
  const items = gradeItems({ id: '113062566', report, film: null })
  expect(items.filter(({ status }) => status !== 'present').map(({ part }) => part)).toEqual(['film', 'film'])
  expect(failed(report, '11306256').map(({ id }) => id)).toEqual(['identity'])
})

test('a report in another language is known by its provenance, and so are the places without data', async () => {
  const settings = join(templates, 'custom/report.json')
  mkdirSync(join(templates, 'custom'), { recursive: true })
  writeFileSync(settings, JSON.stringify({ language: 'zh-TW', labels: { notMeasured: '未量測' } }))
  try {
    const report = await printed({ example: true, of: { ...loaded, trials: [], run: { ...loaded.run, order: [] } } })
    expect(report.text.join(' ')).toContain('未量測')
    expect(report.provenance).toMatchObject({
      run: loaded.run.id,
      example: true,
      student: { id: '113062566', name: '陳小明' },
      language: 'zh-TW',
      videoUrl: null,
    })
    expect(failed(report)).toMatchObject([{ id: 'measured', evidence: expect.stringContaining('EXAMPLE DATA') }])
    const [b] = gradeItems({ id: '113062566', report, film: null }).filter(({ part }) => part === 'B')
    expect(b).toMatchObject({ status: 'placeholder', evidence: expect.stringContaining('figure acceleration') })
  } finally {
    rmSync(settings)
  }
})

test('a word wider than the page is found, as is example data', async () => {
  const found = failed(await printed({ text: `x ${'Wort'.repeat(60)}`, example: true }))
  expect(found.map(({ id }) => id)).toEqual(['measured', 'layout'])
  expect(found[1]?.evidence).toMatch(/^the browser printed everything at 67 % of its size, .*“WortWort/)
})

test('what is cut off by a box is found', async () => {
  const box = 'width:50mm;overflow:hidden;white-space:nowrap'
  const text = `<div style="${box}">${'W'.repeat(40)}</div>`
  const [fault, ...others] = failed(await printed({ text }))
  expect(fault).toMatchObject({ id: 'layout', evidence: expect.stringMatching(/^“WWW.*” on page \d+ is cut off/) })
  expect(others).toEqual([])
})

test.each([
  [
    'a missing value',
    'It took NaN ms to copy.',
    /would print “NaN” \(“….*It took NaN ms to copy\..*correct the template/,
  ],
  ['a link to nowhere', 'See [there](#nowhere).', /leads to “#nowhere”, which is nowhere in it/],
  ['a missing number in a drawing', '<svg><path d="M0,NaN"/></svg>', /“NaN” \(“…M0,NaN…”\)/],
])(
  '%s is found as soon as the page is printed',
  async (_, text, message) => {
    await expect(printed({ text })).rejects.toMatchObject({ code: 'check', message: expect.stringMatching(message) })
  },
  60_000,
)

test('what is no PDF is said to be none', async () => {
  await expect(inspect(Buffer.from('not a PDF'))).rejects.toMatchObject({ code: 'check' })
})
