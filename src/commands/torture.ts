import { randomInt } from 'node:crypto'
import { UserError } from '../errors.ts'
import { createProgress } from '../progress.ts'
import { project } from '../project.ts'
import { ensurePackages } from '../setup/packages.ts'
import type { Session } from './session.ts'

export interface TortureOptions {
  migrations: string
  seed?: string
  hosts?: 'emulated' | 'kvm'
  json?: boolean
}

/**
 * `npm run torture -- --migrations <n>`: prints what was verified.
 * @throws UserError `check` when anything was lost or altered, or a migration failed
 */
export async function torture(options: TortureOptions, { signal }: Session): Promise<void> {
  const count = numberOf('--migrations', options.migrations, 1, 10_000)
  const seed = options.seed === undefined ? randomInt(2 ** 31) : numberOf('--seed', options.seed, 0, Number.MAX_SAFE_INTEGER)
  await ensurePackages('lab', signal)
  const [{ runMigrationCampaign }, { describeResult, isIntact }] = await Promise.all([
    import('../torture/campaign.ts'), import('../torture/result.ts'),
  ])
  const progress = await createProgress()
  const { data, out } = project()
  try {
    const result = await runMigrationCampaign({
      count, seed, ...(options.hosts === undefined ? {} : { hosts: options.hosts }),
      dataFolder: data, outFolder: out, signal, progress,
    })
    process.stdout.write(options.json ? `${JSON.stringify(result, null, 2)}\n` : describeResult(result))
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
