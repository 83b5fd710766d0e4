import { randomInt } from 'node:crypto'
import { UserError } from '../errors.ts'
import { createProgress } from '../progress.ts'
import { project } from '../project.ts'
import { ensurePackages } from '../setup/packages.ts'
import type { Session } from './session.ts'

export interface TortureOptions {
  kills?: string
  migrations?: string
  within?: string
  seed?: string
  hosts?: 'emulated' | 'kvm'
  json?: boolean
}

/**
 * `npm run torture`: one of two campaigns, and what it came to.
 * @throws UserError `check` when a rule did not hold after a kill, or anything was lost or altered in a migration
 */
export async function torture(options: TortureOptions, session: Session): Promise<void> {
  const { kills, migrations, within } = options
  if ((kills === undefined) === (migrations === undefined) || (migrations !== undefined && within !== undefined)) {
    throw new UserError('usage', 'Give --kills 100 (and --within) or --migrations 100: these are two campaigns.')
  }
  const seed = options.seed === undefined ? randomInt(2 ** 31) : numberOf('--seed', options.seed, 0, 2 ** 31)
  if (kills !== undefined) await kill(numberOf('--kills', kills, 1, 10_000), seed, options, session)
  else await migrate(numberOf('--migrations', migrations ?? '', 1, 10_000), seed, options, session)
}

async function kill(count: number, seed: number, { within, json, hosts }: TortureOptions, { signal }: Session): Promise<void> {
  if (hosts !== undefined) throw new UserError('usage', '--hosts belongs to --migrations; the kills take what works.')
  const withinS = within === undefined ? undefined : numberOf('--within', within, 1, 3600)
  await ensurePackages('lab', signal)
  const [{ tortureWithKills }, { describeKills }] = await Promise.all([
    import('../torture/kill-campaign.ts'), import('../torture/kill-summary.ts'),
  ])
  const note = (line: string) => process.stderr.write(`${line}\n`)
  const { summary, keptIn } = await tortureWithKills({ kills: count, seed, withinS, outFolder: project().out, note, signal })
  process.stdout.write(json ? `${JSON.stringify(summary, null, 2)}\n` : describeKills(summary))
  if (summary.broken.length > 0) {
    throw new UserError('check', `${summary.broken.length} of ${summary.attempts} attempts broke a rule, see ${summary.rowsFile}; their runs and logs are kept in ${keptIn}.`)
  }
}

async function migrate(count: number, seed: number, { hosts, json }: TortureOptions, { signal }: Session): Promise<void> {
  await ensurePackages('lab', signal)
  const [{ runMigrationCampaign }, { describeResult, isIntact }] = await Promise.all([
    import('../torture/migration-campaign.ts'), import('../torture/result.ts'),
  ])
  const progress = await createProgress()
  const { data, out } = project()
  try {
    const result = await runMigrationCampaign({
      count, seed, ...(hosts === undefined ? {} : { hosts }), dataFolder: data, outFolder: out, signal, progress,
    })
    process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : describeResult(result))
    if (!isIntact(result)) {
      throw new UserError('check', `Not everything was intact after ${count} migrations: see the failures above, and their `
        + `rows in ${out}/torture-migrations.ndjson.`)
    }
  } finally {
    progress.stop()
  }
}

/** @throws UserError `usage` on anything but a whole number within the limits */
function numberOf(option: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (/^\d{1,16}$/.test(text) && number >= least && number <= most) return number
  throw new UserError('usage', `${option} ${JSON.stringify(text)} can't be used: give a whole number from ${least} to ${most}, for example ${option} 100.`)
}
