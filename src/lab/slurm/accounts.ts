import { readFileSync } from 'node:fs'
import path from 'node:path'
import { tryRun } from '../../process.ts'
import {
  ACCOUNT_FORMAT,
  accountRecords,
  type PartStatus,
  partStates,
  QUEUE_FORMAT,
  queueRecords,
  type TaskRecord,
} from './status.ts'
import { namesIn, partsThere, readSubmission, type SubmissionFolder } from './submission.ts'

/**
 * How far each part of a submission is, by the shared folder, `squeue`, and `sacct` where the site keeps accounts
 * (slurmdbd): without, Slurm itself forgets a task minutes after its end (MinJobAge).
 * @throws UserError `data` where the submission can't be read
 */
export async function statusOf(folder: SubmissionFolder, signal: AbortSignal): Promise<PartStatus[]> {
  const submission = readSubmission(folder)
  const jobs = submission.arrays.map(({ job }) => job)
  const done = partsThere(folder)
  return partStates(submission, done, await recordsOf(jobs, signal), endedIn(folder))
}

async function recordsOf(jobs: readonly string[], signal: AbortSignal): Promise<TaskRecord[]> {
  // Of all jobs of this user: one that Slurm has forgotten would be an error.
  const queue = await tryRun(['squeue', '--me', '--array', '--noheader', '--states=all', `--format=${QUEUE_FORMAT}`], {
    signal,
  })
  const accounts = await tryRun(
    ['sacct', '--noheader', '--parsable2', '--allocations', `--jobs=${jobs.join(',')}`, `--format=${ACCOUNT_FORMAT}`],
    { signal },
  )
  return [
    ...(queue.failure === null ? queueRecords(queue.stdout) : []),
    ...(accounts.failure === null ? accountRecords(accounts.stdout) : []),
  ]
}

/** Of a part, how its task ended that was not tried again. */
const endedIn = ({ ended }: SubmissionFolder): Map<string, string> =>
  new Map(
    namesIn(ended)
      .filter((name) => !name.endsWith('.tmp'))
      .map((part) => [part, readFileSync(path.join(ended, part), 'utf8').trim()]),
  )
