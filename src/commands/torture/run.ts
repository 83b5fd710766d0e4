import { randomInt } from 'node:crypto'
import type { Session } from '../../command-line/session.ts'
import { UserError } from '../../errors.ts'
import { createProgress } from '../../progress.ts'
import { project } from '../../project.ts'
import { ensureLabPackages } from '../lab-packages.ts'
import type { Options } from './options.ts'

/**
 * `npm run torture`: one of two campaigns, and what it came to.
 * @throws UserError `check` when a rule did not hold after a kill, or anything was lost or altered in a migration
 */
export async function run(options: Options, session: Session): Promise<void> {
  const { kills, migrations, within, only, resume, seed } = options
  const asked = [kills, migrations, resume].filter((one) => one !== undefined).length
  if (asked !== 1 || (kills === undefined && (within ?? only) !== undefined) || (resume && seed !== undefined)) {
    throw new UserError(
      'usage',
      'Give --kills 100 (and --within, --only), or --resume, or --migrations 100: these are two campaigns.',
    )
  }
  if (migrations !== undefined) return migrate(migrations, seed ?? randomSeed(), options, session)
  if (options.hosts !== undefined)
    throw new UserError('usage', '--hosts belongs to --migrations; the kills take what works.')
  await kill(options, session)
}

const randomSeed = (): number => randomInt(2 ** 31)

async function kill({ kills, seed, within, only, json }: Options, { signal }: Session): Promise<void> {
  const [{ tortureWithKills }, { reachesFailovers }, { describeKills }, { beginKillRows, killRowsFile, readKillRows }] =
    await Promise.all([
      import('../../torture/kill-campaign.ts'),
      import('../../torture/kill-plan.ts'),
      import('../../torture/kill-summary.ts'),
      import('../../torture/kill-rows.ts'),
    ])
  const rowsFile = killRowsFile(project().out)
  const { campaign, rows } =
    kills === undefined
      ? readKillRows(rowsFile)
      : { campaign: { kills, seed: seed ?? randomSeed(), withinS: within ?? null, only: only ?? null }, rows: [] }
  await ensureLabPackages('lab', signal, { failovers: reachesFailovers(campaign.only) })
  if (kills !== undefined) beginKillRows(rowsFile, campaign)
  const note = (line: string) => process.stderr.write(`${line}\n`)
  const { summary, keptIn } = await tortureWithKills({ campaign, done: rows, rowsFile, note, signal })
  process.stdout.write(json ? `${JSON.stringify(summary, null, 2)}\n` : describeKills(summary))
  if (summary.broken.length > 0) {
    throw new UserError(
      'check',
      `${summary.broken.length} of ${summary.attempts} attempts broke a rule, see ${rowsFile}; ` +
        (keptIn === null ? 'that was before the campaign was resumed.' : `their runs and logs are kept in ${keptIn}.`),
    )
  }
}

async function migrate(count: number, seed: number, { hosts, json }: Options, { signal }: Session): Promise<void> {
  await ensureLabPackages('lab', signal)
  const [{ runMigrationCampaign }, { describeResult, isIntact }] = await Promise.all([
    import('../../torture/migration-campaign.ts'),
    import('../../torture/result.ts'),
  ])
  const progress = await createProgress()
  const { data, out } = project()
  try {
    const result = await runMigrationCampaign({
      count,
      seed,
      ...(hosts === undefined ? {} : { hosts }),
      dataFolder: data,
      outFolder: out,
      signal,
      progress,
    })
    process.stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : describeResult(result))
    if (!isIntact(result)) {
      throw new UserError(
        'check',
        `Not everything was intact after ${count} migrations: see the failures above, and their ` +
          `rows in ${out}/torture-migrations.ndjson.`,
      )
    }
  } finally {
    progress.stop()
  }
}
