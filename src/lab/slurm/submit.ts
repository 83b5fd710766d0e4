import path from 'node:path'
import { writeAtomically } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { type ProcessOutcome, tryRun } from '../../process.ts'
import { findProgram } from '../../setup/programs.ts'
import { makeFolders, type Submission, type SubmissionFolder, writeSubmission } from './submission.ts'

/** Slurm's own where a site says nothing else: tasks are numbered from 0 to one less. */
const USUAL_MOST = 1001

/** How many tasks an array may have. @throws UserError `setup` where Slurm does not answer */
async function mostTasks(signal: AbortSignal): Promise<number> {
  const config = await slurm(['scontrol', 'show', 'config'], signal)
  return Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(config)?.[1] ?? USUAL_MOST)
}

/**
 * Writes the script of a submission and hands it over, as an array or as several where a site allows fewer tasks in one.
 * What was handed over is kept as it goes, so that nothing runs that nobody knows of.
 * @param args for sbatch, before the script
 * @throws UserError `setup` with what sbatch said
 */
export async function submit(
  folder: SubmissionFolder,
  planned: Readonly<Omit<Submission, 'arrays'>>,
  script: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<Submission> {
  const most = await mostTasks(signal)
  makeFolders(folder)
  const file = path.join(folder.folder, 'task.sh')
  writeAtomically(file, script)
  let submission: Submission = { ...planned, arrays: [] }
  for (let first = 0; first < planned.parts.length; first += most) {
    const tasks = Math.min(most, planned.parts.length - first)
    const said = await slurm(['sbatch', '--parsable', `--array=0-${tasks - 1}`, ...args, file, String(first)], signal)
    // The cluster stands behind the id where there are several.
    const job = said.trim().split(';')[0] ?? ''
    submission = { ...submission, arrays: [...submission.arrays, { job, first, tasks }] }
    writeSubmission(folder, submission)
  }
  return submission
}

async function slurm(argv: readonly [string, ...string[]], signal: AbortSignal): Promise<string> {
  const [program] = argv
  if (findProgram(program) === null)
    throw new UserError(
      'setup',
      `Slurm is not on this computer (there is no ${program}): start this where jobs are handed over, or see the script with --plan.`,
      { facts: { program } },
    )
  const outcome = await tryRun(argv, { signal })
  if (outcome.failure === null) return outcome.stdout
  throw new UserError('setup', `Slurm took nothing on: ${lastWords(outcome)}`, { facts: { command: argv.join(' ') } })
}

const lastWords = ({ stderr, failure }: ProcessOutcome): string => stderr.trim().split('\n').at(-1) || (failure ?? '')
