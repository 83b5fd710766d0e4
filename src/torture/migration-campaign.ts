import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { orStorageError } from '../data/storage-error.ts'
import { appendLine } from '../data/store.ts'
import { UserError } from '../errors.ts'
import { codeOf, HostError } from '../lab/machines/host-error.ts'
import type { HostsKind } from '../lab/machines/hosts/host-argv.ts'
import { openLab } from '../lab/machines/open-lab.ts'
import type { Progress } from '../progress.ts'
import { type Result, summarise } from './result.ts'
import { verifyMigrations } from './verified-migrations.ts'

export interface MigrationsOptions {
  count: number
  seed: number
  /** Overrides what the probe says. */
  hosts?: HostsKind
  dataFolder: string
  outFolder: string
  signal: AbortSignal
  progress: Progress
}

/** Rows of all campaigns, in the folder of the reports. */
export const ROWS_FILE = 'torture-migrations.ndjson'

/**
 * Boots two hosts, verifies a VM across `count` migrations and keeps each row as soon as it is there.
 * @throws UserError `lab`, `busy`, `data`, or `interrupted` when the signal aborts
 */
export async function runMigrationCampaign(options: MigrationsOptions): Promise<Result> {
  const { count, seed, signal, progress } = options
  const file = path.join(options.outFolder, ROWS_FILE)
  const startedAt = performance.now()
  await using lab = openLab({ dataFolder: options.dataFolder, progress, signal })
  orStorageError(options.outFolder, () => mkdirSync(options.outFolder, { recursive: true }))
  try {
    const { hosts } = await lab.boot(options.hosts)
    const rows = await verifyMigrations({
      hosts,
      scratch: lab.scratch,
      count,
      seed,
      signal,
      progress,
      note: (row) => appendLine(file, row),
    })
    progress.done()
    return summarise(rows, { seed, asked: count, durationSeconds: (performance.now() - startedAt) / 1000 })
  } catch (error) {
    if (signal.aborted)
      throw new UserError('interrupted', `The migrations were stopped; those that were done are in ${file}.`)
    if (error instanceof UserError && !(error instanceof HostError)) throw error
    throw new UserError(
      codeOf(error),
      `The migrations came to an end: ${error instanceof Error ? error.message : String(error)}. ` +
        `Those that were done are in ${file}; run it again.`,
      { cause: error },
    )
  }
}
