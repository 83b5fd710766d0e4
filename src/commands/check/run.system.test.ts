import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readRun } from '../../data/load.ts'
import { Checks } from '../../inspection/checks.ts'
import { project } from '../../project.ts'
import { deliveredClone } from '../../testing/delivered-templates.ts'
import { commandIn } from '../../testing/end-to-end/command.ts'

const clone = deliveredClone()
const folder = mkdtempSync(path.join(tmpdir(), 'check-'))
const out = path.join(folder, 'out')
const file = path.join(out, 'HW1_1.pdf')
const run = readRun(project().example).id

const command = commandIn(folder, { clone, timeoutMs: 100_000 })
const cli = (...argv: string[]) => command(argv)

beforeAll(() => {
  cpSync(project().example, path.join(folder, 'data', 'runs', run), { recursive: true })
  expect(cli('report', '--id', '1', '--name', '林 (x)')).toMatchObject({ status: 0 })
})
afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(clone, { recursive: true })
})

test("a report of one's own run passes, and two prints of that run are the same", () => {
  const { status, stdout, stderr } = cli('check', '--id', '1', '--json', '--reproducible')
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(readFileSync(path.join(out, 'checks.json'), 'utf8')).toBe(stdout)
  const checks = Checks.parse(JSON.parse(stdout))
  expect(checks).toMatchObject({ passed: true, id: '1', pdf: { file }, points: { total: 100, present: 60 } })
  expect(checks.reproducible).toEqual({ same: true, evidence: expect.stringMatching(`${run}.* those of the report$`) })
})

test('the pattern of report.json names what is printed and what is checked; the full edition passes as well', () => {
  const custom = path.join(clone, 'templates', 'custom')
  mkdirSync(custom)
  writeFileSync(path.join(custom, 'report.json'), '{ "fileName": "HW1_1_{id}" }')
  try {
    const named = path.join(out, 'HW1_1_2.pdf')
    expect(cli('report', '--id', '2', '--edition', 'full')).toMatchObject({ status: 0, stdout: `${named}\n` })
    const { status, stdout, stderr } = cli('check', '--id', '2', '--json', '--reproducible')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const checks = Checks.parse(JSON.parse(stdout))
    expect(checks).toMatchObject({ passed: true, pdf: { file: named }, points: { present: 60 } })
    expect(checks.reproducible?.evidence).toMatch(/those of the report$/)
    expect(cli('verify', '--id', '2').stdout).toMatch(/^\d+ figures, 0 differ$/m)
    expect(cli('check', '--id', '2', '--file-name', 'HW1_{id}')).toMatchObject({ status: 2 })
    writeFileSync(path.join(custom, 'report.json'), '{ "fileName": "../{id}" }')
    expect(cli('report', '--id', '2')).toMatchObject({
      status: 6,
      stderr: expect.stringMatching(/custom\/report\.json:1:3: fileName: must hold \{id\}/),
    })
  } finally {
    rmSync(custom, { recursive: true })
  }
}, 240_000)
test('what the student has not written is no failure, and is asked for with its points and with questions', () => {
  const { status, stdout } = cli('check', '--id', '1')
  expect(status).toBe(0)
  for (const section of ['B', 'C', 'D']) {
    expect(stdout).toMatch(
      new RegExp(
        `^${section} +10 points +empty +your own observations.* templates/custom/observations/${section}\\.md\\. This run asks:\\n` +
          '( +- .*\\?\\n){2,3}',
        'm',
      ),
    )
  }
  const { observations } = Checks.parse(JSON.parse(readFileSync(path.join(out, 'checks.json'), 'utf8')))
  expect(observations.map(({ section, points, status }) => [section, points, status])).toEqual([
    ['B', 10, 'empty'],
    ['C', 10, 'empty'],
    ['D', 10, 'empty'],
  ])
  for (const { questions } of observations) expect([2, 3]).toContain(questions.length)
})

test('what the student wrote is told from what is printed already', () => {
  const own = path.join(clone, 'templates', 'custom', 'observations')
  mkdirSync(own, { recursive: true })
  writeFileSync(path.join(own, 'C.md'), 'The cards differ.\n')
  const statuses = () =>
    Checks.parse(JSON.parse(cli('check', '--id', 'own', '--json').stdout)).observations.map(({ status }) => status)
  writeFileSync(path.join(out, 'HW1_own.pdf'), readFileSync(file))
  expect(statuses()).toEqual(['empty', 'written', 'empty'])
  expect(cli('report', '--id', 'own').stderr).toMatch(
    /^Your own observations are missing in B, D, a part of 20 points: /,
  )
  expect(statuses()).toEqual(['empty', 'printed', 'empty'])
  rmSync(path.join(clone, 'templates', 'custom'), { recursive: true })
})

test('what is wrong is listed, exit code 8', () => {
  writeFileSync(path.join(out, 'HW1_B119.pdf'), readFileSync(file))
  writeFileSync(path.join(out, 'HW1_B119.mp4'), 'no film')
  const { status, stdout, stderr } = cli('check', '--id', 'B119')
  expect(status).toBe(8)
  expect(stdout).toMatch(/^ok +sections: [^]*^FAILED +identity: B119 [^]*^FAILED +film: HW1_B119\.mp4 is no film/m)
  expect(stdout).toMatch(/^B +10 points +present [^]*^film +20 points +placeholder/m)
  expect(stderr).toBe('Error: HW1_B119.pdf should not be handed in yet: identity, film; the reasons stand above.\n')
  expect(Checks.parse(JSON.parse(readFileSync(path.join(out, 'checks.json'), 'utf8'))).passed).toBe(false)
})

test('a file that is no PDF gives one sentence and no result', () => {
  rmSync(path.join(out, 'checks.json'), { force: true })
  writeFileSync(path.join(out, 'HW1_text.pdf'), 'text')
  const stderr: unknown = expect.stringMatching(/^Error: .*no PDF.*\n$/)
  expect(cli('check', '--id', 'text')).toMatchObject({ status: 8, stdout: '', stderr })
  expect(existsSync(path.join(out, 'checks.json'))).toBe(false)
})

test('a report that is refused leaves the one of before alone', () => {
  const before = readFileSync(file)
  const { status, stderr } = cli('report', '--id', '1', '--name', 'NaN')
  expect({ status, stderr }).toEqual({ status: 8, stderr: expect.stringContaining('would print “NaN”') })
  expect(readFileSync(file).equals(before)).toBe(true)
  expect(readdirSync(out).filter((name) => name.startsWith('.print'))).toEqual([])
})

test('sentences about the report are in the language that is asked for; one that there is not is refused', () => {
  const own = path.join(clone, 'templates', 'languages', 'zh-Hant')
  mkdirSync(own, { recursive: true })
  writeFileSync(path.join(own, 'words.json'), '{ "check.sections": "A至F齊全", "rubric.E": "什麼是即時移轉" }')
  try {
    const { stdout } = cli('check', '--id', '1', '--language', 'zh-hant')
    expect(stdout).toMatch(/^ok +sections: A至F齊全$/m)
    expect(stdout).toMatch(/^E +10 points +present +什麼是即時移轉 \(/m)
    expect(cli('check', '--id', '1', '--language', 'fr')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('give one of en, zh-Hant'),
    })
    mkdirSync(path.join(own, '..', 'zh-TW'), { recursive: true })
    writeFileSync(path.join(own, '..', 'zh-TW', 'words.json'), '{}')
    const env = { LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_TW.UTF-8' }
    const suggested = () => /--language zh-TW/.test(command(['check', '--id', 'none'], { env }).stderr)
    expect([suggested(), suggested()]).toEqual([true, false])
  } finally {
    rmSync(path.join(clone, 'templates', 'languages'), { recursive: true })
  }
})
