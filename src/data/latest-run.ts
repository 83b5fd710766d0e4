import { closeSync, readSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { openOwn, readNamedRun } from './load.ts'
import type { Run } from './schema.ts'
import { runFoldersIn } from './store.ts'

/** Folder of the newest run of all sections whose every trial was measured by the lab; null where there is none. */
export const latestCompleteRun = (dataFolder: string): string | null =>
  latest(
    dataFolder,
    ({ status, only, part, hosts }) =>
      status === 'complete' && only === null && part === null && hosts.kind !== 'by-hand',
  )

/** Folder of the newest run that was measured by hand; null where there is none. */
export const latestHandMadeRun = (dataFolder: string): string | null =>
  latest(dataFolder, ({ hosts }) => hosts.kind === 'by-hand')

/** In the order of `listRuns`, but read from the newest on: of hundreds of runs one is wanted. */
function latest(dataFolder: string, fits: (run: Run) => boolean): string | null {
  const known = runFoldersIn(dataFolder).map((folder) => ({
    folder,
    age: ageIn(folder) ?? readable(folder)?.createdAt,
  }))
  const inOrder = known
    .flatMap(({ folder, age }) => (age === undefined ? [] : [{ folder, age }]))
    .toSorted((a, b) => b.age.localeCompare(a.age) || b.folder.localeCompare(a.folder))
  for (const { folder } of inOrder) {
    const run = readable(folder)
    if (run !== null && fits(run)) return folder
  }
  return null
}

function readable(folder: string): Run | null {
  try {
    return readNamedRun(folder)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return null
  }
}

/** How run.json begins as it is written here. */
const BEGINNING = /^\{\s*"schema":\s*\d+,\s*"id":\s*"[\w-]*",\s*"createdAt":\s*"([\dT:.Z-]*)"/
const BEGINNING_BYTES = 256

/** When a run was begun, by the beginning of its run.json; null where that is another one than is written here. */
function ageIn(folder: string): string | null {
  const bytes = Buffer.alloc(BEGINNING_BYTES)
  try {
    const handle = openOwn(path.join(folder, 'run.json'))
    try {
      return BEGINNING.exec(bytes.toString('latin1', 0, readSync(handle, bytes)))?.[1] ?? null
    } finally {
      closeSync(handle)
    }
  } catch {
    return null
  }
}
