import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { loadRun } from '../data/load.ts'
import { type Environment, type Run, SCHEMA_VERSION } from '../data/schema.ts'
import { orStorageError } from '../data/storage-error.ts'
import { createRun, createTrialFolder, runsFolder, writeEnvironment, writeRun } from '../data/store.ts'
import { trialFolder, trialPath } from '../data/trial-path.ts'
import { UserError } from '../errors.ts'
import { stated } from '../text/stated.ts'
import type { Assigned } from './assign.ts'
import { type Draft, intoTrials, writeDraft } from './drafts.ts'
import { type Repeated, withoutRepeated } from './repeated.ts'

const UNKNOWN = { cpuModel: null, cpus: null, memoryMiB: null, kernel: null, os: null }
const ENVIRONMENT: Environment = {
  schema: SCHEMA_VERSION,
  lab: { ...UNKNOWN, qemuVersion: null, nodeVersion: null },
  host: { ...UNKNOWN, qemuVersion: null, perfVersion: null, iperf3Version: null, accelerator: null },
  vm: UNKNOWN,
  addresses: null,
  hardwareCounters: { host1: null, vm: null },
  images: null,
}

export interface Imported {
  run: string
  folder: string
  trials: string[]
  /** Where each file is now, within the run's folder. */
  files: { from: string; to: string; format: string }[]
  /** Files that were left out, as their content is there already. */
  repeated: Repeated[]
}

const resultOf = (folder: string, drafts: readonly Draft[], repeated: Repeated[]): Imported => ({
  run: path.basename(folder),
  folder,
  trials: drafts.map(({ trial }) => trial.id),
  files: drafts.flatMap(({ trial, files }) =>
    files.map(({ name, from }) => ({
      from,
      to: trialPath(trial.id, name),
      format: trial.samples.find((sample) => sample.files.output === name)?.format ?? '',
    })),
  ),
  repeated,
})

/**
 * Makes a run of files that were understood. Nothing is seen of it until it is whole.
 * @throws UserError `data`
 */
export function createHandMadeRun(
  dataFolder: string,
  files: readonly Assigned[],
  student: string | null,
  now = new Date(),
): Imported {
  const { fresh, repeated } = withoutRepeated(files, [])
  const drafts = intoTrials(fresh, [], now)
  const runs = runsFolder(dataFolder)
  const draftFolder = orStorageError(runs, () => {
    mkdirSync(runs, { recursive: true })
    return mkdtempSync(path.join(runs, '.importing-'))
  })
  try {
    const run = emptyRun(freeId(runs, now), student, now)
    const folder = createRun(draftFolder, { ...run, order: drafts.map(({ trial }) => trial.id) })
    writeEnvironment(folder, ENVIRONMENT)
    for (const draft of drafts) writeDraft(createTrialFolder(folder, draft.trial.id), draft)
    loadRun(folder)
    const target = path.join(runs, run.id)
    orStorageError(target, () => renameSync(folder, target))
    return resultOf(target, drafts, repeated)
  } finally {
    rmSync(draftFolder, { recursive: true, force: true })
  }
}

/**
 * Adds files to a run that was made by hand. Each trial counts once its trial.json is there, and new ones once the run
 * names them, so an interruption leaves a run that can be read.
 * @throws UserError `usage` where the run was measured by the lab, `data`
 */
export function addToHandMadeRun(folder: string, files: readonly Assigned[], now = new Date()): Imported {
  const { run, trials } = loadRun(folder)
  if (run.hosts.kind !== 'by-hand') {
    throw new UserError(
      'usage',
      `${run.id} was measured by the lab; only a run of imported files can be added to: leave out --run to make one.`,
    )
  }
  const { fresh, repeated } = withoutRepeated(files, trials)
  const drafts = intoTrials(
    fresh,
    trials.map(({ trial }) => trial),
    now,
  )
  for (const draft of drafts) {
    const { id } = draft.trial
    const there = path.join(folder, trialFolder(id))
    writeDraft(run.order.includes(id) && existsSync(there) ? there : createTrialFolder(folder, id), draft)
  }
  writeRun(folder, {
    ...run,
    finishedAt: now.toISOString(),
    order: [...new Set([...run.order, ...drafts.map(({ trial }) => trial.id)])],
  })
  return resultOf(folder, drafts, repeated)
}

function freeId(runs: string, now: Date): string {
  const id = `${now.toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '')}-by-hand`
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? id : `${id}-${number}`
    if (!existsSync(path.join(runs, candidate))) return candidate
  }
}

const emptyRun = (id: string, student: string | null, now: Date): Run => ({
  schema: SCHEMA_VERSION,
  id,
  createdAt: now.toISOString(),
  finishedAt: now.toISOString(),
  status: 'complete',
  statusReason: null,
  profile: null,
  seed: 0,
  order: [],
  design: [],
  only: null,
  budgetSeconds: null,
  qemu: null,
  stopped: [],
  part: null,
  parts: [],
  spans: [],
  hosts: {
    kind: 'by-hand',
    kvm: null,
    pinned: null,
    qemuFrom: null,
    given: null,
    reason: student === null ? stated('hosts.by-hand') : stated('hosts.by-hand-by', { student }),
  },
})
