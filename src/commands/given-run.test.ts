import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createRun } from '../data/store.ts'
import { plainRun } from '../testing/stored-run.ts'
import { givenRun } from './given-run.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'given-run-'))
const elsewhere = path.join(folder, 'elsewhere')
const runs = path.join(folder, 'data', 'runs')

beforeAll(() => {
  createRun(path.join(folder, 'data'), plainRun({ id: 'three' }))
  cpSync(path.join(runs, 'three'), path.join(elsewhere, 'linked'), { recursive: true })
  symlinkSync(path.join(elsewhere, 'linked'), path.join(runs, 'linked'))
  vi.stubEnv('LAB_DATA', path.join(folder, 'data'))
})
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

test('a run is found by its name', () => expect(givenRun({ run: 'three' })).toBe(path.join(runs, 'three')))

test.each([
  '../../../elsewhere/linked',
  path.join(elsewhere, 'linked'),
  'three/../three',
  '.',
  '..',
  'three/',
  'three\n',
])('%j is the name of none, wherever it leads', (run) => {
  expect(() => givenRun({ run })).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining('There is no run') }),
  )
})

test('nor is a link followed', () => {
  expect(() => givenRun({ run: 'linked' })).toThrow(
    expect.objectContaining({ code: 'data', message: expect.stringContaining('runs/linked is not a folder') }),
  )
})
