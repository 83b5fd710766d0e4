import path from 'node:path'
import { emptyTrial } from '../data/empty-trial.ts'
import type { Sample, Trial } from '../data/schema.ts'
import { writeAtomically, writeTrial } from '../data/store.ts'
import { trialId } from '../data/trial-id.ts'
import { UserError } from '../errors.ts'
import type { Assigned } from './assign.ts'

/** What a name ends with, so that an editor knows the file. */
const extension = ({ format }: Assigned): string =>
  format.endsWith('json') ? 'json' : format.endsWith('csv') ? 'csv' : 'txt'

/** A trial to be written, with its new files. */
export interface Draft {
  trial: Trial
  files: { name: string; bytes: Uint8Array; from: string }[]
}

/** Puts files into trials, those that are there already and new ones. @throws UserError `data` */
export function intoTrials(files: readonly Assigned[], present: readonly Trial[], now: Date): Draft[] {
  const at = now.toISOString()
  const drafts = new Map<string, Draft>(present.map((trial) => [trial.id, { trial, files: [] }]))
  const nextOf = (of: string): number =>
    1 +
    Math.max(
      0,
      ...[...drafts.values()]
        .filter(({ trial }) => `${trial.experiment}-${trial.configuration}` === of)
        .map(({ trial }) => trial.repetition),
      ...files.filter((one) => `${one.experiment}-${one.configuration}` === of).map(({ trial }) => trial ?? 0),
    )
  for (const file of files) {
    const of = `${file.experiment}-${file.configuration}`
    const repetition = file.trial ?? nextOf(of)
    const { experiment, configuration } = file
    const id = trialId({ experiment, configuration, workload: null, repetition })
    const begun = { id, experiment, configuration, repetition, startedAt: at, finishedAt: at }
    const draft = drafts.get(id) ?? { trial: emptyTrial(begun), files: [] }
    const { probe, place, operations, format } = file
    const index = draft.trial.samples.filter((sample) => sample.probe === probe).length + 1
    if (probe === 'info-migrate' && index > 1) {
      throw new UserError(
        'data',
        `${file.name}: trial ${repetition} is one migration and has an answer of “info migrate” already; give each migration a trial of its own. Nothing was imported.`,
      )
    }
    const name = `${probe}.${index}.${extension(file)}`
    const sample: Sample = {
      probe,
      index,
      warmup: false,
      place,
      argv: [],
      exitCode: null,
      durationMs: null,
      operations,
      files: { output: name },
      format,
    }
    drafts.set(id, {
      trial: { ...draft.trial, samples: [...draft.trial.samples, sample] },
      files: [...draft.files, { name, bytes: file.bytes, from: file.name }],
    })
  }
  return [...drafts.values()].filter((draft) => draft.files.length > 0)
}

/** Writes what is new of a trial: its files first, trial.json last. */
export function writeDraft(trialFolder: string, { trial, files }: Draft): void {
  for (const { name, bytes } of files) writeAtomically(path.join(trialFolder, name), bytes)
  writeTrial(trialFolder, trial)
}
