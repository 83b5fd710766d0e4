import path from 'node:path'
import type { Session } from '../../command-line/session.ts'
import { planRun } from '../../lab/run/plan.ts'
import { measure } from '../measure.ts'
import { lookAtHosts, wantedHosts } from './given-hosts.ts'
import type { Options } from './options.ts'
import { plannedOptions } from './planned-options.ts'

/** `npm run lab`: prints the run's folder; with `--plan`, `--prepare`, `--list`, `--prune` or `--pack` nothing is measured. */
export async function run(options: Options, session: Session): Promise<void> {
  const { list, pack, prune } = await import('./runs.ts')
  if (options.list) return list(options)
  if (options.prune !== undefined) return prune({ ...options, prune: options.prune })
  if (options.pack !== undefined) return pack({ ...options, pack: options.pack })
  if (options.plan) return describe(options)
  if (options.prepare) {
    const { prepare } = await import('./prepare.ts')
    return prepare(options, session)
  }
  const hosts = wantedHosts(options)
  if (typeof hosts === 'object' && !options.accept) return lookAtHosts(hosts, options, session)
  const { seed, only, budgetSeconds } = plannedOptions(options)
  const folder = await measure(
    {
      profile: options.profile,
      ...(seed === undefined ? {} : { seed }),
      ...(only === undefined ? {} : { only }),
      ...(budgetSeconds === undefined ? {} : { budgetSeconds }),
      ...(hosts === undefined ? {} : { hosts }),
      ...(options.sshConfig === undefined ? {} : { sshConfig: path.resolve(options.sshConfig) }),
      ...(options.qemu === undefined ? {} : { qemu: options.qemu }),
      undo: options.undo ?? false,
      resume: options.resume ?? false,
    },
    session,
  )
  process.stdout.write(options.json ? `${JSON.stringify({ run: path.basename(folder), folder })}\n` : `${folder}\n`)
  process.stderr.write('Print the report with: npm run report -- --id <id>\n')
}

/** What would be measured. */
async function describe(options: Options): Promise<void> {
  const { describePlan } = await import('../../lab/run/describe-plan.ts')
  const { seed = 0, ...rest } = plannedOptions(options)
  const plan = planRun({ ...rest, seed })
  const text = describePlan(plan, { profile: options.profile, seed: options.seed ?? null })
  process.stdout.write(options.json ? `${JSON.stringify(plan, null, 2)}\n` : text)
}
