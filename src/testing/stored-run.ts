import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { emptyTrial } from '../data/empty-trial.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import type { Run, Trial } from '../data/schema.ts'
import { appendJournal, createRun, createTrialFolder, writeEnvironment, writeTrial } from '../data/store.ts'
import { trialNamed } from '../data/trial-id.ts'

/**
 * For tests: writes a run, as the lab does; raw files without the lab's care for them, which waits for the disk.
 * @param data the folder of the runs' folder
 * @returns the folder of the run
 */
export function storeRun(
  data: string,
  { run, environment, journal, trials }: Pick<LoadedRun, 'run' | 'environment' | 'journal' | 'trials'>,
): string {
  const stored = createRun(data, run)
  writeEnvironment(stored, environment)
  for (const entry of journal) appendJournal(stored, entry)
  for (const { trial, files } of trials) {
    const folder = createTrialFolder(stored, trial.id)
    for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text)
    writeTrial(folder, trial)
  }
  return stored
}

/** For tests: a run of two trials of section B, complete unless told otherwise. */
export const plainRun = (more: Partial<Run> = {}): Run => ({
  schema: 1,
  id: 'r1',
  createdAt: '2025-03-01T10:00:00Z',
  finishedAt: null,
  status: 'complete',
  statusReason: null,
  profile: 'smoke',
  seed: 1,
  order: ['acceleration-kvm-1', 'acceleration-tcg-1'],
  hosts: {
    kind: 'emulated',
    reason: 'no hardware KVM',
    kvm: { verdict: 'absent', ladder: [] },
    pinned: null,
    qemuFrom: null,
    given: null,
  },
  design: [],
  only: null,
  budgetSeconds: null,
  stopped: [],
  part: null,
  parts: [],
  spans: [],
  qemu: 'bookworm',
  ...more,
})

/** For tests: a trial in which nothing was measured; one of section B with KVM where its id names none that is planned. */
export function plainTrial(id: string): Trial {
  const named = trialNamed(id) ?? { experiment: 'acceleration' as const, configuration: 'kvm' as const, repetition: 1 }
  const { experiment, configuration, repetition } = named
  return emptyTrial({
    id,
    experiment,
    configuration,
    repetition,
    startedAt: '2025-03-01T10:00:00Z',
    finishedAt: '2025-03-01T10:01:00Z',
    bootMs: 1,
  })
}
