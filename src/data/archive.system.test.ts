import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { project } from '../project.ts'
import { packRun } from './archive.ts'
import { readRun } from './load.ts'

let folder: string
let pack: string
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'packed-example-'))
  const { id } = readRun(project().example)
  const run = path.join(folder, id)
  cpSync(project().example, run, { recursive: true })
  await packRun(run, path.join(folder, 'run.tar.gz'))
  rmSync(run, { recursive: true })
  expect(spawnSync('tar', ['xzf', 'run.tar.gz'], { cwd: folder }).status).toBe(0)
  pack = run
})
afterAll(() => rmSync(folder, { recursive: true }))

const sha256sum = () =>
  spawnSync('sha256sum', ['--check', '--strict', '--quiet', 'SHA256SUMS'], { cwd: pack, encoding: 'utf8' })

test('sha256sum finds every file of the packed example as it is listed, and every file is listed', () => {
  expect(sha256sum()).toMatchObject({ status: 0, stdout: '', stderr: '' })
  const found = spawnSync('find', ['.', '-type', 'f', '-printf', '%P\n'], { cwd: pack, encoding: 'utf8' })
  const listed = readFileSync(path.join(pack, 'SHA256SUMS'), 'utf8').replaceAll(/^\w+ {2}/gm, '')
  expect(`${listed}SHA256SUMS\n`.split('\n').sort()).toEqual(found.stdout.split('\n').sort())
})

test('a changed byte is found by sha256sum as well', () => {
  const file = path.join(pack, 'run.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/"seed": \d+/, '"seed": 1'))
  expect(sha256sum()).toMatchObject({ status: 1, stdout: 'run.json: FAILED\n' })
})
