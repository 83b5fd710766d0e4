import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRun, createTrialFolder, writeTrial } from '../data/store.ts'
import { plainRun, plainTrial } from '../testing/stored-run.ts'
import { brokenRules, type RunState, readRunState } from './run-state.ts'

let data: string
beforeEach(() => {
  data = mkdtempSync(path.join(tmpdir(), 'run-state-'))
})
afterEach(() => rmSync(data, { recursive: true }))

const makeRun = (status: 'failed' | 'complete' = 'failed') => createRun(data, plainRun({ status }))

function makeTrial(folder: string, id = 'acceleration-kvm-1'): string {
  const trial = createTrialFolder(folder, id)
  writeFileSync(path.join(trial, 'ping.1.txt'), 'raw')
  writeTrial(trial, plainTrial(id))
  return trial
}

function state(): RunState {
  const found = readRunState(data)
  if (found === null || 'unreadable' in found) throw new Error('no state')
  return found
}

test('a run to which a trial was added breaks no rule, nor does a half trial that is not counted', () => {
  expect(readRunState(data)).toBeNull()
  const folder = makeRun()
  const before = state()
  makeTrial(folder)
  mkdirSync(path.join(folder, 'trials', 'acceleration-tcg-1'))
  expect(brokenRules(before, state())).toEqual([])
  expect([...state().finished.keys()]).toEqual(['acceleration-kvm-1'])
})

test.each([
  ['a changed raw file', 'was changed', (trial: string) => writeFileSync(path.join(trial, 'ping.1.txt'), 'other')],
  ['a lost trial', 'was lost', (trial: string) => rmSync(trial, { recursive: true })],
  ['a trial.json cut short', "can't be read", (trial: string) => writeFileSync(path.join(trial, 'trial.json'), '{')],
])('%s is noticed', (_, words, damage) => {
  const trial = makeTrial(makeRun())
  const before = state()
  damage(trial)
  expect(brokenRules(before, state()).join('; ')).toContain(words)
})

test('a run that calls itself complete without a trial is noticed, and one whose run.json is torn', () => {
  const folder = makeRun('complete')
  makeTrial(folder)
  expect(brokenRules(null, state())).toEqual(['the run says that it is complete without acceleration-tcg-1'])
  writeFileSync(path.join(folder, 'run.json'), '{"schema":')
  expect(brokenRules(null, readRunState(data)).join()).toContain('run.json')
})
