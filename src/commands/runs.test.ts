import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRun, writeEnvironment } from '../data/store.ts'
import { syntheticRun } from '../findings/synthetic-run.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'runs-'))
  const { run, environment } = syntheticRun({ trials: 1, migrations: 1 })
  for (const [id, day, status] of [['one', 1, 'complete'], ['two', 2, 'failed'], ['three', 3, 'complete'], ['four', 4, 'complete']] as const) {
    const stored = createRun(path.join(folder, 'data'), { ...run, id, status, createdAt: `2025-01-0${day}T00:00:00Z`, only: id === 'four' ? 'C' : null })
    writeEnvironment(stored, environment)
  }
})
afterEach(() => rmSync(folder, { recursive: true }))

const cli = (argv: readonly string[], data = 'data') => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(import.meta.dirname, '..', 'cli.ts'), ...argv], {
    encoding: 'utf8', timeout: 25_000, cwd: folder,
    env: { ...process.env, LAB_DATA: path.join(folder, data), LAB_OUT: path.join(folder, 'out') },
  })
  return { status, stdout, stderr }
}
const stored = () => readdirSync(path.join(folder, 'data', 'runs')).sort()

test('--list shows the runs, newest first, with what is the matter with each', () => {
  const { status, stdout } = cli(['lab', '--list'])
  expect(status).toBe(0)
  expect(stdout.split('\n').map((line) => line.split(/\s+/).slice(0, 2))).toEqual([
    ['four', 'complete'], ['three', 'complete'], ['two', 'failed'], ['one', 'complete'], [''],
  ])
  expect(JSON.parse(cli(['lab', '--list', '--json']).stdout)).toMatchObject([{ run: 'four', only: 'C' }, { run: 'three' }, {}, {}])
})

test('--prune names what it would remove, and removes it only with --remove; the run of the report stays', () => {
  const { status, stdout, stderr } = cli(['lab', '--prune', '1'])
  expect(status).toBe(0)
  expect(stdout.match(/^\w+/gm)).toEqual(['two', 'one'])
  expect(stderr).toContain('2 of 4 runs would be removed; --remove removes them')
  expect(stored()).toEqual(['four', 'one', 'three', 'two'])
  expect(cli(['lab', '--prune', '1', '--remove'])).toMatchObject({ status: 0, stderr: expect.stringContaining('Removed 2 of 4 runs') })
  expect(stored()).toEqual(['four', 'three'])
})

test('a run that was packed is taken over elsewhere', () => {
  const packed = cli(['lab', '--pack'])
  expect(packed).toMatchObject({ status: 0, stderr: '' })
  const file = packed.stdout.trim()
  expect(file).toBe(path.join(folder, 'out', 'three.tar.gz'))
  const taken = cli(['import', file], 'elsewhere')
  expect(taken).toMatchObject({ status: 0, stderr: expect.stringContaining('--run three') })
  expect(existsSync(path.join(folder, 'elsewhere', 'runs', 'three', 'run.json'))).toBe(true)
  expect(cli(['import', file], 'elsewhere')).toMatchObject({ status: 5, stderr: expect.stringContaining('already') })
})
