import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { loadRun, readTrials } from '../data/load.ts'
import type { Failure } from '../data/schema.ts'
import { listRuns } from '../data/store.ts'
import { TRIAL_FILE, TRIALS_FOLDER, trialFolder, trialPath } from '../data/trial-path.ts'
import { UserError } from '../errors.ts'
import { analyse } from '../findings/analyse.ts'

/** What a data folder held at a moment: the newest run, and its trials as the files say. */
export interface RunState {
  folder: string
  status: string
  /** Why it failed, where it did. */
  failure: Failure | null
  planned: readonly string[]
  /** Trials with a trial.json, with a hash of all their files. */
  finished: ReadonlyMap<string, string>
  /** Trials that the reader takes for finished. */
  counted: readonly string[]
}

/** null before the first run is there; `unreadable` where a run.json can't be used. */
export function readRunState(dataFolder: string): RunState | { unreadable: string } | null {
  const [newest] = listRuns(dataFolder)
  if (!newest) return null
  const { folder, run, problem } = newest
  if (!run) return { unreadable: problem ?? folder }
  const trials = path.join(folder, TRIALS_FOLDER)
  const names = existsSync(trials)
    ? readdirSync(trials).filter((name) => existsSync(path.join(folder, trialPath(name, TRIAL_FILE))))
    : []
  return {
    folder,
    status: run.status,
    failure: run.failure ?? null,
    planned: run.order,
    finished: new Map(names.map((name) => [name, hashOf(path.join(folder, trialFolder(name)))])),
    counted: readTrials(folder, run).trials.map(({ trial }) => trial.id),
  }
}

function hashOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder).sort()) hash.update(`${name}\0`).update(readFileSync(path.join(folder, name)))
  return hash.digest('hex')
}

/** What must hold of a run after an attempt, whatever was killed; each broken rule as a sentence. */
export function brokenRules(before: RunState | null, after: RunState | { unreadable: string } | null): string[] {
  if (after === null) return before ? [`the run ${before.folder} is gone`] : []
  if ('unreadable' in after) return [`run.json can't be read: ${after.unreadable}`]
  const broken: string[] = []
  if (before?.folder === after.folder) {
    for (const [trial, hash] of before.finished) {
      if (after.finished.get(trial) !== hash)
        broken.push(`the finished trial ${trial} was ${after.finished.has(trial) ? 'changed' : 'lost'}`)
    }
  }
  const halves = after.counted.filter((trial) => !after.finished.has(trial))
  if (halves.length > 0) broken.push(`half trials are taken for whole ones: ${halves.join(', ')}`)
  const lost = [...after.finished.keys()].filter((trial) => !after.counted.includes(trial))
  if (lost.length > 0) broken.push(`finished trials can't be read: ${lost.join(', ')}`)
  const open = after.planned.filter((trial) => !after.finished.has(trial))
  if (after.status === 'complete' && open.length > 0)
    broken.push(`the run says that it is complete without ${open.join(', ')}`)
  return broken
}

/** What is wrong with a run that was brought to its end: nothing of it may be unusable. */
export function brokenEnd(folder: string): string[] {
  try {
    const loaded = loadRun(folder)
    analyse(loaded)
    return loaded.unusable.map(({ trial, reason }) => `${trial} can't be used: ${reason}`)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return [`the complete run can't be read: ${error.message}`]
  }
}
