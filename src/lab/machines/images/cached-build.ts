import { chmodSync, existsSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { orStorageError } from '../../../data/storage-error.ts'
import { createScratch } from '../../tools/scratch.ts'
import type { Guardian } from '../guardian.ts'
import { buildFolder } from './build-folder.ts'
import { buildStep } from './build-step.ts'

/** Where something is built. */
export interface Workplace {
  /** What is put into the cache, its log among it. */
  made: string
  log: string
  /** For what is thrown away afterwards: where the system grows, in memory where there is plenty. */
  workshop: string
  /** Runs a command, whose output goes to the log. @throws UserError `lab`, `interrupted` */
  step(argv: string[]): Promise<void>
}

/**
 * Builds something outside of the cache and puts it there as a whole, in the place of what was there before.
 * @param folder its folder in the cache
 * @throws UserError `lab` with the end of the build's log, or `interrupted`
 */
export async function buildIntoCache(
  folder: string,
  guardian: Guardian,
  signal: AbortSignal,
  build: (workplace: Workplace) => Promise<void>,
): Promise<void> {
  const parent = path.dirname(folder)
  using draft = orStorageError(parent, () => {
    mkdirSync(parent, { recursive: true })
    return createScratch(guardian, parent, 'building-')
  })
  // The system grows outside of the cache, whose folders may be closed to the user ids that an ordinary user builds with.
  using workshop = createScratch(guardian, buildFolder())
  chmodSync(workshop.folder, 0o755)
  const made = path.join(draft.folder, 'made')
  mkdirSync(made)
  const log = path.join(made, 'build.log')
  const step = (argv: string[]) => buildStep(argv, log, workshop.folder, signal)
  await build({ made, log, workshop: workshop.folder, step })
  // Another lab may be booting from the former ones: they go in one step, and what is open stays.
  if (existsSync(folder)) renameSync(folder, path.join(draft.folder, 'former'))
  renameSync(made, folder)
}
