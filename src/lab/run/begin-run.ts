import { randomInt } from 'node:crypto'
import { type Profile, type QemuSuite, type Run, SCHEMA_VERSION } from '../../data/schema.ts'
import { stampOf } from '../../data/stamp.ts'
import { createRun, listRuns } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import type { Section } from '../../experiments/catalogue.ts'
import { thisComputer } from '../context/computer.ts'
import { SUITE } from '../machines/images/recipe.ts'
import { planAsked } from './parts.ts'
import { trialsOf } from './plan.ts'

/** What a run is asked to be. */
export interface RunOptions {
  profile: Profile
  seed?: number
  only?: Section
  budgetSeconds?: number
  /** One part of the design alone, to be merged with the others. */
  part?: string
  /** Where the hosts' QEMU comes from. */
  qemu?: QemuSuite
}

/** A run and where it lies. */
export interface OpenRun {
  folder: string
  run: Run
}

/** Plans a run and makes its folder. @throws UserError `data` */
export function beginRun(
  dataFolder: string,
  { profile, seed = randomInt(2 ** 31), only, budgetSeconds, part, qemu = SUITE }: RunOptions,
  hosts: Run['hosts'],
): OpenRun {
  const createdAt = new Date().toISOString()
  const plan = planAsked({ profile, seed, only, budgetSeconds, bootsHosts: hosts.given === null, qemu }, part)
  const run: Run = {
    schema: SCHEMA_VERSION,
    id: [stampOf(createdAt), profile, ...(part === undefined ? [] : [part])].join('-'),
    createdAt,
    finishedAt: null,
    status: 'running',
    statusReason: null,
    profile,
    seed,
    hosts,
    order: trialsOf(plan).map(({ id }) => id),
    design: plan.design,
    only: only ?? null,
    budgetSeconds: budgetSeconds ?? null,
    stopped: [],
    part: part === undefined ? null : { name: part, computer: thisComputer() },
    parts: [],
    spans: [],
    qemu,
  }
  return { folder: createRun(dataFolder, run), run }
}

/** The newest run, to go on with. @throws UserError `usage` when there is none, or it is complete */
export function resumableRun(dataFolder: string): OpenRun {
  const found = listRuns(dataFolder).find(({ run }) => run !== null)
  if (!found?.run || found.run.status === 'complete') {
    throw new UserError(
      'usage',
      found
        ? `The newest run, ${found.run?.id}, is complete; “npm run lab” measures anew.`
        : 'There is no run to go on with; “npm run lab” starts one.',
    )
  }
  if (found.run.parts.length > 0) {
    throw new UserError(
      'usage',
      `The newest run, ${found.run.id}, was merged of parts: measure those that it lacks with --block, and merge them all.`,
    )
  }
  return { folder: found.folder, run: found.run }
}
