import { execFileSync, spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Ledger } from '../../data/ledger-schema.ts'
import type { Run } from '../../data/schema.ts'
import { findProgram } from '../../setup/programs.ts'
import { readRecords } from '../../testing/csv-reader.ts'
import { deliveredClone } from '../../testing/delivered-templates.ts'
import { type CommandResult, commandIn } from '../../testing/end-to-end/command.ts'
import { storeRun } from '../../testing/stored-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'

const clone = deliveredClone()
let folder: string
let run: string
let first: CommandResult
const FIRST = 'HW1_113062566.pdf'
/** What the student has still to write. */
const UNSAID =
  'Your own observations are missing in B, C, D, a part of 30 points: write them into templates/custom/observations/B.md, ' +
  'templates/custom/observations/C.md, templates/custom/observations/D.md; npm run check -- --id 113062566 prints what this ' +
  'run makes one ask.\n'
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'report-'))
  run = storeSyntheticRun(path.join(folder, 'data'))
  first = report(['--id', '113062566', '--name', '<b>林</b> *Mei* {{x}}'])
}, 180_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(clone, { recursive: true })
})

function storeSyntheticRun(data: string, more: Partial<Run> = {}, seed = 1): string {
  const { run, ...rest } = syntheticRun({ seed })
  return storeRun(data, { run: { ...run, ...more }, ...rest })
}

const report = (argv: readonly string[], env: Record<string, string> = {}) =>
  commandIn(folder, { clone, env })(['report', ...argv])
const textOf = (pdf: string) => execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })

test('a complete run becomes a PDF whose path is all that standard output says', () => {
  const { status, stdout, stderr } = first
  expect({ status, stderr }).toEqual({ status: 0, stderr: UNSAID })
  const file = path.join(folder, 'out', FIRST)
  expect(stdout).toBe(`${file}\n`)
  expect(readdirSync(path.join(folder, 'out'))).toEqual([
    '.cache',
    'HW1_113062566.figures.csv',
    'HW1_113062566.figures.json',
    'HW1_113062566.pdf',
    'HW1_113062566.samples.csv',
  ])
  const text = textOf(file)
  expect(text).toContain('113062566')
  expect(text).toContain('<b>林</b> *Mei* {{x}}')
  expect(text).not.toMatch(/\bundefined\b|\bNaN\b|EXAMPLE DATA/)
})

/** What lies beside a report. */
function besideOf(id: string) {
  const at = (ending: string) => readFileSync(path.join(folder, 'out', `HW1_${id}${ending}`), 'utf8')
  const ledger = Ledger.parse(JSON.parse(at('.figures.json')))
  return { ledger, figures: readRecords(at('.figures.csv')), samples: readRecords(at('.samples.csv')) }
}

test('beside the PDF lie its ledger, and the same as tables', () => {
  const { ledger, figures, samples } = besideOf('113062566')
  const place = ({ section, kind, id, row, column }: Record<string, string>) => [section, kind, id, row, column]
  expect(figures.map((one) => [...place(one), one.printed, Number(one.value)])).toEqual(
    ledger.figures.map((one) => [...place(one.place), one.printed, one.value]),
  )
  expect(samples.map(({ trial, metric, value, file }) => [trial, metric, Number(value), file])).toEqual(
    ledger.samples.map(({ trial, metric, value, file }) => [trial, metric, value, file]),
  )
})

test('--edition full prints what the core leaves out, from the same ledger', () => {
  expect(report(['--id', 'full', '--edition', 'full']).status).toBe(0)
  const [core, full] = ['113062566', 'full'].map((id) => textOf(path.join(folder, 'out', `HW1_${id}.pdf`)))
  expect(full).toMatch(/Every sample, and the file that it was read from\s+Table/)
  expect(core).not.toContain('Every sample, and the file that it was read from')
  // A name may be parted at the end of a line.
  expect(core?.replace(/\s/g, '')).toContain('HW1_113062566.samples.csv')
  expect(besideOf('full')).toEqual(besideOf('113062566'))
  expect(report(['--id', 'full', '--edition', 'half'])).toMatchObject({ status: 2, stdout: '' })
})

test('--json and --file-name', () => {
  const { status, stdout } = report(['--id', '1', '--file-name', 'HW1_1_{id}', '--json', '--run', path.basename(run)])
  expect(status).toBe(0)
  const file = path.join(folder, 'out', 'HW1_1_1.pdf')
  expect(JSON.parse(stdout)).toEqual({ pdf: file, run: path.basename(run), bytes: statSync(file).size })
})

test('--html writes the report as one HTML file as well, and says where', () => {
  const { status, stdout } = report(['--id', 'both', '--html', '--example'])
  const [pdf, html] = ['HW1_both.pdf', 'HW1_both.html'].map((name) => path.join(folder, 'out', name))
  expect({ status, stdout }).toEqual({ status: 0, stdout: `${pdf}\n${html}\n` })
  expect(readFileSync(html ?? '', 'utf8')).toMatch(/^<!doctype html>[^]*both[^]*EXAMPLE DATA[^]*<\/html>\n$/)
})

test('--compare puts the run beside another one in the appendix', () => {
  storeSyntheticRun(
    path.join(folder, 'data'),
    { id: 'earlier', createdAt: '2025-01-01T00:00:00Z', profile: 'standard' },
    2,
  )
  const { status, stderr } = report(['--id', 'two', '--run', path.basename(run), '--compare', 'earlier'])
  expect({ status, stderr }).toEqual({ status: 0, stderr: UNSAID.replace('113062566', 'two') })
  const text = textOf(path.join(folder, 'out', 'HW1_two.pdf'))
  expect(text).toMatch(/Beside another run\s+This run is put beside earlier/)
  expect(text).toMatch(/profile\s+quick\s+standard/)
  expect(text).toMatch(/this run\s+the other\s+ratio/)
  expect(report(['--id', 'two', '--run', 'earlier', '--compare', 'earlier'])).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('compared with itself'),
  })
  rmSync(path.join(folder, 'data', 'runs', 'earlier'), { recursive: true })
})

test('a browser that does not start leaves the report of before alone', () => {
  const file = path.join(folder, 'out', FIRST)
  const before = readFileSync(file)
  const { status, stdout, stderr } = report(['--id', '113062566'], { PUPPETEER_EXECUTABLE_PATH: '/bin/false' })
  expect({ status, stdout }).toEqual({ status: 7, stdout: '' })
  expect(stderr).toMatch(/^Error: The browser \/bin\/false did not start/)
  expect(readFileSync(file).equals(before)).toBe(true)
})

test("an output folder that can't be written to is found before anything else", () => {
  const file = path.join(folder, 'a-file')
  writeFileSync(file, '')
  const { status, stderr } = report(['--id', '1'], { LAB_OUT: file })
  expect(status).toBe(5)
  expect(stderr).toContain(`${file} can't be written`)
})

test('without a complete run the lab is due, and says what it lacks; nothing is rendered from the example', () => {
  const bin = path.join(folder, 'bin')
  mkdirSync(bin)
  symlinkSync('/bin/false', path.join(bin, 'sudo'))
  const argv = ['--user', '--map-user=4321', process.execPath, path.join(clone, 'src', 'cli.ts'), 'report', '--id', '1']
  const out = path.join(folder, 'never')
  const { status, stderr } = spawnSync(findProgram('unshare') ?? '', argv, {
    encoding: 'utf8',
    timeout: 180_000,
    env: {
      PATH: bin,
      HOME: folder,
      PUPPETEER_EXECUTABLE_PATH: '/bin/true',
      LAB_DATA: path.join(folder, 'empty'),
      LAB_OUT: out,
    },
  })
  expect(status).toBe(3)
  expect(stderr).toMatch(/^No complete run was found, so the lab runs first[^]*Error: This needs mmdebstrap/)
  expect(existsSync(out) ? readdirSync(out) : []).toEqual([])
})
