import path from 'node:path'
import type { Session } from '../../command-line/session.ts'
import { fromUser } from '../../command-line/user-folder.ts'
import { UserError } from '../../errors.ts'
import { project } from '../../project.ts'
import { measure } from '../measure.ts'
import { writableFolder } from '../writable-folder.ts'
import { lookAtHosts, wantedHosts } from './given-hosts.ts'
import type { Options } from './options.ts'
import { packInto } from './pack-into.ts'
import { plannedOptions, planOfOptions } from './planned-options.ts'

/**
 * `npm run lab`: prints the run's folder; with `--plan`, `--prepare`, `--list`, `--prune`, `--pack` or `--merge` nothing is
 * measured.
 */
export async function run(options: Options, session: Session, names: readonly string[]): Promise<void> {
  if (options.merge) {
    const { merge } = await import('./merge.ts')
    return merge(names, options)
  }
  if (names.length > 0)
    throw new UserError('usage', `${JSON.stringify(names[0])} belongs to no option; runs are named after --merge.`)
  const { list, pack, prune } = await import('./runs.ts')
  if (options.list) return list(options)
  if (options.prune !== undefined) return prune({ ...options, prune: options.prune })
  if (options.pack !== undefined) return pack({ ...options, pack: options.pack })
  if (options.slurm || options.status !== undefined) {
    const { status, toSlurm } = await import('./slurm.ts')
    return options.slurm ? toSlurm(options, session) : status(options, session)
  }
  if (options.plan) return describe(options)
  if (options.prepare) {
    const { prepare } = await import('./prepare.ts')
    return prepare(options, session)
  }
  const { seed, only, budgetSeconds, part } = plannedOptions(options)
  const hosts = wantedHosts(options)
  if (typeof hosts === 'object' && !options.accept) return lookAtHosts(hosts, options, session)
  const to = options.to === undefined ? undefined : writableFolder(fromUser(options.to))
  // Nothing is left to measure of a part that was finished and could not be packed, and only that is gone on with.
  const finished = options.resume && to !== undefined ? await finishedPart() : null
  const folder =
    finished ??
    (await measure(
      {
        profile: options.profile,
        ...(seed === undefined ? {} : { seed }),
        ...(only === undefined ? {} : { only }),
        ...(budgetSeconds === undefined ? {} : { budgetSeconds }),
        ...(part === undefined ? {} : { part }),
        ...(hosts === undefined ? {} : { hosts }),
        ...(options.sshConfig === undefined ? {} : { sshConfig: path.resolve(options.sshConfig) }),
        ...(options.qemu === undefined ? {} : { qemu: options.qemu }),
        undo: options.undo ?? false,
        resume: options.resume ?? false,
      },
      session,
    ))
  const file = to === undefined ? null : await packInto(folder, to)
  const told = { run: path.basename(folder), folder, ...(file === null ? {} : { file }) }
  process.stdout.write(options.json ? `${JSON.stringify(told)}\n` : `${file ?? folder}\n`)
  const { readRun } = await import('../../data/load.ts')
  process.stderr.write(
    readRun(folder).part === null
      ? 'Print the report with: npm run report -- --id <id>\n'
      : 'When all parts are there, make one run of them with: npm run lab -- --merge RUN RUN …\n',
  )
}

/** The newest run, where it is a part that has all of its trials. */
async function finishedPart(): Promise<string | null> {
  const { listRuns } = await import('../../data/store.ts')
  const newest = listRuns(project().data).find(({ run }) => run !== null)
  return newest?.run?.status === 'complete' && newest.run.part !== null ? newest.folder : null
}

/** What would be measured. */
async function describe(options: Options): Promise<void> {
  const { describePlan } = await import('../../lab/run/describe-plan.ts')
  const plan = planOfOptions(options)
  const text = describePlan(plan, { profile: options.profile, seed: options.seed ?? null })
  process.stdout.write(options.json ? `${JSON.stringify(plan, null, 2)}\n` : text)
}
