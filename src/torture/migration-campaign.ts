import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { acquireLabLock } from '../data/lock.ts'
import { orStorageError } from '../data/storage-error.ts'
import { appendLine } from '../data/store.ts'
import { UserError } from '../errors.ts'
import { startGuardian } from '../lab/machines/guardian.ts'
import type { HostsKind } from '../lab/machines/hosts/booted-hosts.ts'
import { bootedSite } from '../lab/machines/hosts/site.ts'
import { readyImages } from '../lab/machines/images/images.ts'
import { createScratch } from '../lab/tools/scratch.ts'
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
  using lock = acquireLabLock(options.dataFolder)
  using guardian = startGuardian(lock)
  orStorageError(options.outFolder, () => mkdirSync(options.outFolder, { recursive: true }))
  using scratch = createScratch(guardian)
  try {
    const images = await readyImages(guardian, progress, signal)
    const site = await bootedSite(options.hosts, scratch.folder, progress, signal)
    progress.step(site.step.title, site.step.expectedMs)
    await using hosts = await site.open(images, signal)
    const rows = await verifyMigrations({
      hosts,
      scratch: scratch.folder,
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
    if (error instanceof UserError) throw error
    throw new UserError(
      'lab',
      `The migrations came to an end: ${error instanceof Error ? error.message : String(error)}. ` +
        `Those that were done are in ${file}; run it again.`,
      { cause: error },
    )
  }
}
