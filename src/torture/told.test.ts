import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Ending } from '../lab/machines/ending.ts'
import { describeFailure, logsFolder } from '../lab/run/failure.ts'
import { untold } from './told.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'told-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const gone: Ending = { host: 'host2', signal: 'SIGKILL', exitCode: null, sentence: 'host2: QEMU was killed' }
const failed = (logs: string | null) =>
  describeFailure(new Error('QMP closed'), {
    step: 'Migration 1 of 1: host1 to host2',
    at: new Date(),
    afterMs: 80_000,
    gone,
    logs,
  })
const stderrOf = (message: string) =>
  `10:00:00 Booting host1 and host2 (emulated) (usually 40 s)\n\nError: ${message}\n`
const facts = (lines: string[]) => lines.map((line) => line.replace(/:.*/, ''))

test('what a failing lab stores and says is all that is asked for', () => {
  const { told, failure } = failed(logsFolder(folder))
  mkdirSync(logsFolder(folder))
  expect(untold({ folder, failure }, stderrOf(told.message), 'host2')).toEqual([])
  expect(facts(untold({ folder, failure }, stderrOf(told.message), 'host1'))).toEqual([
    'the lab does not say the host host1',
  ])
})

test('logs that are said to be kept must be there', () => {
  const { told, failure } = failed(logsFolder(folder))
  expect(facts(untold({ folder, failure }, stderrOf(told.message), 'host2'))).toEqual([
    'the lab does not say where the logs are',
  ])
  const without = failed(null)
  expect(untold({ folder, failure: without.failure }, stderrOf(without.told.message), 'host2')).toEqual([])
})

test('a message that says nothing lacks everything, and so does a run without the facts', () => {
  const { failure } = failed(null)
  expect(facts(untold({ folder, failure }, stderrOf('it broke'), 'host2'))).toEqual([
    'the lab does not say the step',
    'the lab does not say the host host2',
    'the lab does not say the time',
    'the lab does not say where the logs are',
    'the lab does not say how to go on',
  ])
  expect(facts(untold({ folder, failure: null }, stderrOf('it broke'), 'host2'))).toEqual([
    'run.json does not say why the lab failed',
  ])
})
