import { randomInt } from 'node:crypto'
import path from 'node:path'
import type { Session } from '../../command-line/session.ts'
import { stampOf } from '../../data/stamp.ts'
import { UserError } from '../../errors.ts'
import { areGiven } from '../../lab/machines/hosts/destination.ts'
import { cachedImages } from '../../lab/machines/images/images.ts'
import { partsOf, takesFailovers } from '../../lab/run/parts.ts'
import { planRun } from '../../lab/run/plan.ts'
import { secondsOfSitting } from '../../lab/run/sitting.ts'
import { statusOf } from '../../lab/slurm/accounts.ts'
import type { PartStatus } from '../../lab/slurm/status.ts'
import {
  readSubmission,
  type SubmissionFolder,
  submissionIn,
  submissionNames,
  submissionsFolder,
} from '../../lab/slurm/submission.ts'
import { submit } from '../../lab/slurm/submit.ts'
import { taskScript } from '../../lab/slurm/task-script.ts'
import { project } from '../../project.ts'
import type { Options } from './options.ts'
import { plannedOptions } from './planned-options.ts'

/** `--slurm`: hands a design to Slurm, a part a task, and prints the folder of what they leave; with `--plan` the script alone. */
export async function toSlurm(options: Options, { signal }: Session): Promise<void> {
  const { profile, plan: scriptOnly, qemu, hosts, json, slurmArgs = '' } = options
  if (options.resume || options.block !== undefined || options.to !== undefined || areGiven(hosts))
    throw new UserError(
      'usage',
      '--slurm measures all parts of a design: leave out --resume, --block, --to and --hosts ssh://….',
    )
  const { seed = randomInt(2 ** 31), ...asked } = plannedOptions(options)
  const parts = partsOf(planRun({ ...asked, seed, inParts: true }))
  if (!scriptOnly && cachedImages({ qemu, failovers: takesFailovers(asked) }) === null)
    throw new UserError(
      'setup',
      `Build first what hosts are booted from, once for all nodes: npm run lab -- --prepare --profile ${profile}` +
        `${asked.only === undefined ? '' : ` --only ${asked.only}`}${qemu === undefined ? '' : ` --qemu ${qemu}`}`,
    )
  const createdAt = new Date().toISOString()
  const { data, root } = project()
  const name = `${stampOf(createdAt)}-${profile}`
  const submission = submissionIn(path.join(submissionsFolder(data), name))
  if (/\s/.test(submission.folder))
    throw new UserError(
      'usage',
      `${submission.folder} has a space in it, which Slurm’s options can’t; LAB_DATA moves it.`,
    )
  const lab = [process.execPath, path.join(root, 'src', 'cli.ts'), 'lab']
  const given = [
    ...(asked.only === undefined ? [] : ['--only', asked.only]),
    ...(options.budget === undefined ? [] : ['--budget', options.budget]),
    ...(qemu === undefined ? [] : ['--qemu', qemu]),
    ...(hosts === undefined ? [] : ['--hosts', hosts]),
  ]
  const script = taskScript({
    submission,
    parts: parts.map((part) => part.name),
    measure: [...lab, '--profile', profile, '--seed', String(seed), ...given],
    resume: [...lab, '--resume'],
    cwd: root,
    limitMinutes: limitOf(Math.max(...parts.map(({ sitting }) => secondsOfSitting(sitting)))),
    name: `migration-lab-${name}`,
  })
  if (scriptOnly) {
    process.stdout.write(script)
    return
  }
  const planned = { createdAt, profile, seed, parts: parts.map((part) => part.name) }
  const args = slurmArgs.split(/\s+/).filter((word) => word !== '')
  const { arrays } = await submit(submission, planned, script, args, signal)
  process.stdout.write(
    json ? `${JSON.stringify({ folder: submission.folder, seed, arrays })}\n` : `${submission.folder}\n`,
  )
  process.stderr.write(
    `${parts.length} parts, seed ${seed}, are with Slurm. “npm run lab -- --status” says how far they are; then\n` +
      `npm run lab -- --merge ${submission.parts}/*.tar.gz\n`,
  )
}

/** Estimates are of emulated hosts on a quiet computer: twice that, and the set-up. In minutes. */
const limitOf = (longestSeconds: number): number => Math.ceil((2 * longestSeconds) / 60) + 30

/** `--status [name]`: how far the parts of a submission are, by default of the newest. */
export async function status({ status: named, json }: Options, { signal }: Session): Promise<void> {
  const names = submissionNames(project().data)
  const name = typeof named === 'string' ? named : names[0]
  if (name === undefined || !names.includes(name))
    throw new UserError(
      'usage',
      `Nothing${name === undefined ? '' : ` named ${name}`} was handed to Slurm from here; --slurm does.`,
    )
  const submission = submissionIn(path.join(submissionsFolder(project().data), name))
  const states = await statusOf(submission, signal)
  process.stdout.write(json ? `${JSON.stringify(states, null, 2)}\n` : inWords(submission, states))
}

function inWords(submission: SubmissionFolder, states: readonly PartStatus[]): string {
  const { profile, seed } = readSubmission(submission)
  const counts = [...Map.groupBy(states, ({ state }) => state)].map(([state, of]) => `${of.length} ${WORDS[state]}`)
  const lines = states.map(({ part, task, state, slurm, node, reason }) =>
    [part.padEnd(6), WORDS[state].padEnd(10), task.padEnd(12), (node ?? '–').padEnd(14), reason ?? slurm ?? '']
      .join(' ')
      .trimEnd(),
  )
  return [`${profile}, seed ${seed}, ${states.length} parts: ${counts.join(', ')}`, ...lines]
    .map((line) => `${line}\n`)
    .join('')
}

const WORDS: Readonly<Record<PartStatus['state'], string>> = {
  done: 'done',
  running: 'running',
  waiting: 'waiting',
  failed: 'failed',
  'not-known': 'not known',
}
