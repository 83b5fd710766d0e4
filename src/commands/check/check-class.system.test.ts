import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBrowser } from '../../browser/browser.ts'
import { findBrowser } from '../../setup/browser.ts'
import { readRecords } from '../../testing/csv-reader.ts'
import { deliveredClone } from '../../testing/delivered-templates.ts'
import { commandIn } from '../../testing/end-to-end/command.ts'
import { storeRun } from '../../testing/stored-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'

const clone = deliveredClone()
const folder = mkdtempSync(path.join(tmpdir(), 'check-class-'))
const at = (...parts: string[]) => path.join(folder, ...parts)
const command = commandIn(folder, { clone, timeoutMs: 300_000 })
const records = () => readRecords(readFileSync(at('out', 'checks.csv'), 'utf8').slice(1))

beforeAll(() => {
  const run = path.basename(storeRun(at('data'), syntheticRun({ seed: 3 })))
  writeFileSync(
    at('class.csv'),
    `id,name,language,run\na1,林美,zh-TW,${run}\na2,Lin,en,${run}\na3,Mei,,\na4,Absent,,\na5,Text,,\n`,
  )
  writeFileSync(at('print.csv'), `id,name,language,run\na1,林美,zh-TW,${run}\na2,Lin,en,${run}\n`)
  expect(command(['report', '--ids', at('print.csv')]).status).toBe(0)
  expect(command(['report', '--id', 'a3', '--example']).status).toBe(0)
  writeFileSync(at('out', 'HW1_a5.pdf'), 'text')
  writeFileSync(at('out', 'HW1_a2.mp4'), 'no film')
}, 300_000)
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(clone, { recursive: true })
})

test('the table of a class: points, what is missing, whose data is the same', () => {
  const { status, stdout } = command(['check', '--ids', at('class.csv')])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^a1 +林美 +60\/100 +✓ ✓ ✓ ✓ ✓ ✓ ✓ – – +– +the same measurements as a2$/m)
  expect(stdout).toMatch(/^a4 +Absent +0\/100 .* no report$/m)
  expect(stdout).toMatch(/^a5 +Text +0\/100 .* HW1_a5\.pdf can’t be read: /m)
  const [a1, a2, a3, a4, a5] = records()
  expect(a1).toMatchObject({ id: 'a1', points: '60', missing: 'film', same_run_as: 'a2', language: 'zh-TW' })
  expect(a2).toMatchObject({ same_run_as: 'a1', example: 'false', own_observations: '', failed_checks: 'film' })
  expect(a3).toMatchObject({ same_run_as: '', same_numbers_as: '', example: 'true', failed_checks: 'measured' })
  expect(a4).toMatchObject({ points: '0', file: '', missing: 'A B C D E F film' })
  expect(a5?.unreadable).not.toBe('')
  expect(readFileSync(at('out', 'checks.html'), 'utf8')).toContain('the same measurements as a1')
})

test('reports of other programs: sections, pictures and words that can be seen, and whose numbers are the same', async () => {
  const handed = at('handed')
  mkdirSync(handed)
  const numbers = Array.from({ length: 30 }, (_, index) => `${(index + 7) * 37}.${index}1 Mbit/s`).join(', ')
  const words = 'perf KVM iperf3 virtio live migration fault tolerance '.repeat(60)
  const page = (id: string) =>
    `<h3>${id}</h3>${['A', 'B', 'C', 'D'].map((letter) => `<h3>${letter}. Part</h3><p>${words} ${numbers}</p>`).join('')}`
  await using browser = await startBrowser(findBrowser())
  for (const id of ['113', '114']) {
    const tab = await browser.puppeteer.newPage()
    await tab.setContent(page(id))
    writeFileSync(path.join(handed, `HW1_${id}.pdf`), await tab.pdf({ tagged: false }))
  }
  copyFileSync(path.join(handed, 'HW1_113.pdf'), path.join(handed, 'copy of 115.pdf'))
  const { status, stdout } = command(['check', '--folder', handed])
  expect(status).toBe(0)
  expect(stdout).toMatch(/^113 /m)
  const byId = new Map(records().map((row) => [row.id, row]))
  expect(byId.get('113')).toMatchObject({ missing: 'A B C D E F film', same_file_as: '115', run: '' })
  expect(byId.get('114')?.same_numbers_as).toMatch(/\b113:100%/)
  expect(byId.get('115')).toMatchObject({ same_file_as: '113', failed_checks: 'identity' })
})
