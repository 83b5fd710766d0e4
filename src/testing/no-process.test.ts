import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { tryRun } from '../process.ts'

test('a unit test that starts a process is told how to name its file', async () => {
  const told = 'name its file *.system.test.ts'
  expect(() => spawn('true')).toThrow(told)
  expect(() => spawnSync('true')).toThrow(told)
  expect(() => execFileSync('true')).toThrow(told)
  const outcome = await tryRun(['true']).catch((error: unknown) => ({ failure: String(error) }))
  expect(outcome.failure).toContain(told)
})
