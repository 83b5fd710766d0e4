import path from 'node:path'
import { UserError } from '../errors.ts'
import type { Profile, QemuSuite } from '../data/schema.ts'
import { createProgress } from '../progress.ts'
import { project } from '../project.ts'
import { ensurePackages } from '../setup/packages.ts'
import { runsFolder } from '../data/store.ts'
import type { Section } from '../experiments/catalogue.ts'
import { type PlanOptions, planRun } from '../lab/run/plan.ts'
import { type HostsOptions, lookAtHosts, wantedHosts } from './given-hosts.ts'
import type { Session } from './session.ts'

export interface LabOptions extends HostsOptions {
  profile: Profile
  plan?: boolean
  list?: boolean
  prune?: string
  remove?: boolean
  pack?: string | true
  only?: Section
  budget?: string
  seed?: string
  qemu?: QemuSuite
}

/** Sets up, measures, and gives the folder of the run. */
export async function measure(options: LabOptions, { signal }: Session): Promise<string> {
  const { seed, only, budgetSeconds } = planOptions(options)
  const hosts = wantedHosts(options)
  await ensurePackages('lab', signal)
  const [{ runLab }, { loadRun }, { intervalWidth }] = await Promise.all([
    import('../lab/run/session.ts'),
    import('../data/load.ts'),
    import('../findings/stopping.ts'),
  ])
  const progress = await createProgress()
  const { data } = project()
  try {
    const { runId } = await runLab({
      profile: options.profile,
      ...(seed === undefined ? {} : { seed }),
      ...(only === undefined ? {} : { only }),
      ...(budgetSeconds === undefined ? {} : { budgetSeconds }),
      ...(hosts === undefined ? {} : { hosts }),
      ...(options.sshConfig === undefined ? {} : { sshConfig: path.resolve(options.sshConfig) }),
      undo: options.undo ?? false,
      ...(options.qemu === undefined ? {} : { qemu: options.qemu }),
      resume: options.resume ?? false,
      widthOf: (folder, design) => intervalWidth(loadRun(folder), design),
      dataFolder: data,
      signal,
      progress,
    })
    return path.join(runsFolder(data), runId)
  } finally {
    progress.stop()
  }
}

/** `npm run lab`: prints the run's folder; with `--plan`, `--list`, `--prune` or `--pack` nothing is measured. */
export async function lab(options: LabOptions, session: Session): Promise<void> {
  const { list, pack, prune } = await import('./runs.ts')
  if (options.list) return list(options)
  if (options.prune !== undefined) return prune({ ...options, prune: options.prune })
  if (options.pack !== undefined) return pack({ ...options, pack: options.pack })
  if (options.plan) {
    const { describePlan } = await import('../lab/run/describe-plan.ts')
    const { seed = 0, ...rest } = planOptions(options)
    const plan = planRun({ ...rest, seed })
    const text = describePlan(plan, { profile: options.profile, seed: options.seed === undefined ? null : seed })
    process.stdout.write(options.json ? `${JSON.stringify(plan, null, 2)}\n` : text)
    return
  }
  const hosts = wantedHosts(options)
  if (typeof hosts === 'object' && !options.accept) return lookAtHosts(hosts, options, session)
  const folder = await measure(options, session)
  process.stdout.write(options.json ? `${JSON.stringify({ run: path.basename(folder), folder })}\n` : `${folder}\n`)
  process.stderr.write('Print the report with: npm run report -- --id <id>\n')
}

/** @throws UserError `usage` on a seed or a time that can't be used, or one that is too short */
function planOptions({
  profile,
  only,
  budget,
  seed: text,
  resume,
  qemu,
  hosts,
}: LabOptions): Omit<PlanOptions, 'seed'> & { seed?: number } {
  if (resume && [only, budget, text, qemu, hosts].some((option) => option !== undefined)) {
    throw new UserError(
      'usage',
      'A run is resumed as it was planned: leave out --only, --budget, --seed, --qemu and --hosts.',
    )
  }
  const budgetSeconds = budget === undefined ? undefined : parseBudget(budget)
  const options = { profile, only, budgetSeconds, ...(text === undefined ? {} : { seed: parseSeed(text) }) }
  const { estimatedSeconds } = planRun({ ...options, seed: 0 })
  if (budgetSeconds !== undefined && estimatedSeconds > budgetSeconds) {
    throw new UserError(
      'usage',
      `${budget} is too short: the least that can be compared takes about ` +
        `${Math.ceil(estimatedSeconds / 60)} min${only ? '' : '; --only B, C or D measures one section'}.`,
    )
  }
  return options
}

function parseSeed(text: string): number {
  const seed = Number(text)
  if (/^\d{1,15}$/.test(text) && Number.isSafeInteger(seed)) return seed
  throw new UserError(
    'usage',
    `The seed ${JSON.stringify(text)} can't be used: give a whole number, for example --seed 7.`,
  )
}

/** `10m`, `90s` or `1.5h`, in seconds. */
function parseBudget(text: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)([smh])$/.exec(text) ?? []
  const seconds = { s: 1, m: 60, h: 3600 }[unit ?? '']
  if (number !== undefined && seconds !== undefined && Number(number) > 0) return Number(number) * seconds
  throw new UserError('usage', `The time ${JSON.stringify(text)} can't be used: give it as --budget 10m, 600s or 1h.`)
}
