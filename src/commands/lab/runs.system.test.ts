import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRun, writeEnvironment } from '../../data/store.ts'
import { commandIn } from '../../testing/end-to-end/command.ts'
import { partRun } from '../../testing/part-run.ts'
import { storeRun } from '../../testing/stored-run.ts'
import { syntheticRun } from '../../testing/synthetic/run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runs-'))
  const { run, environment } = syntheticRun({ trials: 1, migrations: 1 })
  for (const [id, day, status] of [
    ['one', 1, 'complete'],
    ['two', 2, 'failed'],
    ['three', 3, 'complete'],
    ['four', 4, 'complete'],
  ] as const) {
    const stored = createRun(path.join(folder, 'data'), {
      ...run,
      id,
      status,
      createdAt: `2025-01-0${day}T00:00:00Z`,
      only: id === 'four' ? 'C' : null,
    })
    writeEnvironment(stored, environment)
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

const cli = (argv: readonly string[], data = 'data') =>
  commandIn(folder, { env: { LAB_DATA: path.join(folder, data) }, timeoutMs: 60_000 })(argv)
const stored = () => readdirSync(path.join(folder, 'data', 'runs')).sort()

test('--list shows the runs, newest first, with what is the matter with each', () => {
  const { status, stdout } = cli(['lab', '--list'])
  expect(status).toBe(0)
  expect(stdout.split('\n').map((line) => line.split(/\s+/).slice(0, 2))).toEqual([
    ['four', 'complete'],
    ['three', 'complete'],
    ['two', 'failed'],
    ['one', 'complete'],
    [''],
  ])
  expect(JSON.parse(cli(['lab', '--list', '--json']).stdout)).toMatchObject([
    { run: 'four', only: 'C' },
    { run: 'three' },
    {},
    {},
  ])
})

test('--prune names what it would remove, and removes it only with --remove; the run of the report stays', () => {
  const { status, stdout, stderr } = cli(['lab', '--prune', '1'])
  expect(status).toBe(0)
  expect(stdout.match(/^\w+/gm)).toEqual(['two', 'one'])
  expect(stderr).toContain('2 of 4 runs would be removed; --remove removes them')
  expect(stored()).toEqual(['four', 'one', 'three', 'two'])
  expect(cli(['lab', '--prune', '1', '--remove'])).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('Removed 2 of 4 runs'),
  })
  expect(stored()).toEqual(['four', 'three'])
})

test('--prune keeps parts until a run that is kept was merged of them', () => {
  const parts = ['1', '2', '3', 'D1'].map((part) => storeRun(path.join(folder, 'data'), partRun({ part })))
  const names = parts.map((part) => path.basename(part))
  expect(cli(['lab', '--list']).stdout).toMatch(/-quick-D1 +complete +part D1/)
  const doomed = () => cli(['lab', '--prune', '1', '--json']).stdout
  for (const name of names) expect(doomed()).not.toContain(`"${name}"`)
  const merged = cli(['lab', '--merge', ...names])
  expect(merged.status).toBe(0)
  for (const name of names) expect(doomed()).toContain(`"${name}"`)
  expect(doomed()).not.toContain('-merged')
})

test('a run that was packed is taken over elsewhere', () => {
  const packed = cli(['lab', '--pack'])
  expect(packed).toMatchObject({ status: 0, stderr: expect.stringContaining('named as CC-BY-4.0') })
  const file = packed.stdout.trim()
  expect(file).toBe(path.join(folder, 'out', 'three.tar.gz'))
  const taken = cli(['import', file], 'elsewhere')
  expect(taken).toMatchObject({ status: 0, stderr: expect.stringContaining('--run three') })
  expect(existsSync(path.join(folder, 'elsewhere', 'runs', 'three', 'run.json'))).toBe(true)
  expect(cli(['import', file], 'elsewhere')).toMatchObject({ status: 5, stderr: expect.stringContaining('already') })
})

test('neither a path nor a link leads out of data/runs, and nothing beyond one is removed', () => {
  const elsewhere = path.join(folder, 'elsewhere')
  cpSync(path.join(folder, 'data', 'runs', 'three'), path.join(elsewhere, 'linked'), { recursive: true })
  symlinkSync(path.join(elsewhere, 'linked'), path.join(folder, 'data', 'runs', 'linked'))
  symlinkSync(elsewhere, path.join(folder, 'data', 'runs', 'one', 'inside'))
  for (const argv of [
    ['lab', '--pack', '../../../elsewhere/linked'],
    ['report', '--id', '1', '--run', path.join(elsewhere, 'linked')],
    ['report', '--id', '1', '--example', '--compare', '..'],
  ])
    expect(cli(argv), argv.join(' ')).toMatchObject({ status: 2, stderr: expect.stringContaining('There is no run') })
  for (const argv of [
    ['lab', '--pack', 'linked'],
    ['demo', '--id', '1', '--render', '--run', 'linked'],
    ['report', '--id', '1', '--run', 'linked'],
  ])
    expect(cli(argv), argv.join(' ')).toMatchObject({
      status: 5,
      stderr: expect.stringContaining('runs/linked is not a folder'),
    })
  expect(cli(['lab', '--list']).stdout).not.toContain('linked')
  expect(cli(['lab', '--prune', '1', '--remove']).status).toBe(0)
  expect(stored()).toEqual(['four', 'linked', 'three'])
  expect(existsSync(path.join(elsewhere, 'linked', 'run.json'))).toBe(true)
  expect(existsSync(path.join(folder, 'out'))).toBe(false)
})
