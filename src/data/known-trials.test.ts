import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { storeRun } from '../testing/stored-run.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { KnownTrials } from './known-trials.ts'
import { loadRun } from './load.ts'

let folder: string
let run: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'known-'))
  run = storeRun(folder, syntheticRun({ trials: 1, samples: 1, warmups: 0, migrations: 1 }))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('trials whose files are untouched stay the very objects; one that was written is read anew', () => {
  const known = new KnownTrials()
  const before = loadRun(run, { known })
  const [first, second] = before.trials
  if (first === undefined || second === undefined) throw new Error('the run has too few trials')
  expect(loadRun(run, { known }).trials.map((one, index) => one === before.trials[index])).not.toContain(false)

  const [name = '', text = ''] = Object.entries(first.files)[0] ?? []
  const file = path.join(run, 'trials', first.trial.id, name)
  // As long as before, and as old as it was.
  const changed = text.replace(/\d/, (digit) => String((Number(digit) + 1) % 10))
  writeFileSync(file, changed)
  utimesSync(file, 1, 1)
  const after = loadRun(run, { known })
  expect(after).toEqual(loadRun(run))
  expect(after.trials.find(({ trial }) => trial.id === first.trial.id)?.files[name]).toBe(changed)
  expect(after.trials.filter((one) => !before.trials.includes(one))).toHaveLength(1)
})

test('a trial that is gone, or whose folder has become a link, is not known any more', () => {
  const known = new KnownTrials()
  const [first, second] = loadRun(run, { known }).trials.map(({ trial }) => path.join(run, 'trials', trial.id))
  rmSync(first ?? '', { recursive: true })
  rmSync(second ?? '', { recursive: true })
  mkdirSync(path.join(folder, 'elsewhere'))
  symlinkSync(path.join(folder, 'elsewhere'), second ?? '')
  const after = loadRun(run, { known })
  expect(after).toEqual(loadRun(run))
  expect(after.unusable).toHaveLength(2)
})
