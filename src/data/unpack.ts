import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { Extraction } from './extraction.ts'
import { readFrame, readRun } from './load.ts'
import { orStorageError } from './storage-error.ts'
import { runsFolder } from './store.ts'

/**
 * Puts a packed run among the others; whatever is no plain file below one folder of the run's name is refused, and so is
 * a run that is there already, or a file that is not as it was packed. Nothing is seen of it until it is there as a whole.
 * @returns the run's folder
 * @throws UserError `data`
 */
export function unpackRun(file: string, dataFolder: string): string {
  if (!existsSync(file) || !statSync(file).isFile()) throw new UserError('usage', `There is no file ${file}.`)
  const runs = runsFolder(dataFolder)
  const draft = orStorageError(runs, () => {
    mkdirSync(runs, { recursive: true })
    return mkdtempSync(path.join(runs, '.unpacking-'))
  })
  try {
    const folder = extractRun(file, draft)
    readFrame(folder)
    const name = path.basename(folder)
    const target = path.join(runs, name)
    if (existsSync(target)) throw new UserError('data', `The run ${name} is in data/runs already; nothing was changed.`)
    orStorageError(target, () => renameSync(folder, target))
    return target
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Unpacks a run into an empty folder, as it was packed; what was measured is not looked at.
 * @param wanted whether a file is written, by its name in the run; all are held against their checksums
 * @returns the run's folder below that one
 * @throws UserError `data`
 */
export function extractRun(file: string, into: string, wanted: (name: string) => boolean = () => true): string {
  const name = orStorageError(into, () => new Extraction(file, into, wanted).run())
  const folder = path.join(into, name)
  const { id } = readRun(folder)
  if (id !== name) throw new UserError('data', `${file} holds the run ${id} under the name ${name}.`)
  return folder
}
