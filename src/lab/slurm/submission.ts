import { mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { readChecked } from '../../data/load.ts'
import { PartName, Profile } from '../../data/run-schema.ts'
import { isErrno, orStorageError } from '../../data/storage-error.ts'
import { writeAtomically } from '../../data/store.ts'

/** `submission.json`: what was handed to Slurm. */
const Submission = z.object({
  createdAt: z.iso.datetime(),
  profile: Profile,
  seed: z.number().int().nonnegative(),
  /** In the order of their tasks. */
  parts: z.array(PartName),
  /** Job arrays, of which each has the parts from `first` on: a site allows only so many tasks in one. */
  arrays: z.array(z.object({ job: z.string(), first: z.number().int(), tasks: z.number().int() })),
})
export type Submission = z.infer<typeof Submission>

/** Where what was handed to Slurm lies, in a folder that all nodes share. */
export const submissionsFolder = (dataFolder: string): string => path.join(dataFolder, 'slurm')

/** The folder of a submission, which has all that its tasks need and leave. */
export interface SubmissionFolder {
  folder: string
  /** The packed parts, each under its run's name, and nothing else. */
  parts: string
  /** What Slurm's tasks said, by array and task. */
  logs: string
  /** Runs that were interrupted or failed, by part and node: what is gone on with there. */
  unfinished: string
  /** How tasks ended that are not tried again, by part. */
  ended: string
}

export const submissionIn = (folder: string): SubmissionFolder => ({
  folder,
  parts: path.join(folder, 'parts'),
  logs: path.join(folder, 'logs'),
  unfinished: path.join(folder, 'unfinished'),
  ended: path.join(folder, 'ended'),
})

/** Makes the folders of a submission. @throws UserError `data` */
export function makeFolders(submission: SubmissionFolder): void {
  for (const folder of Object.values(submission)) orStorageError(folder, () => mkdirSync(folder, { recursive: true }))
}

export const writeSubmission = ({ folder }: SubmissionFolder, submission: Submission): void =>
  writeAtomically(path.join(folder, 'submission.json'), `${JSON.stringify(submission, null, 2)}\n`)

/** @throws UserError `data` */
export const readSubmission = ({ folder }: SubmissionFolder): Submission =>
  readChecked(path.join(folder, 'submission.json'), Submission)

/** Names of all submissions, newest first. */
export const submissionNames = (dataFolder: string): string[] =>
  namesIn(submissionsFolder(dataFolder)).toSorted().reverse()

/** What a folder holds; nothing where it is not there. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return []
    throw error
  }
}

/** Whether a packed part is there, by the end of its file's name. */
export const partsThere = ({ parts }: SubmissionFolder): Set<string> =>
  new Set(namesIn(parts).flatMap((name) => /-(D?\d+)\.tar\.gz$/.exec(name)?.[1] ?? []))
