import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { create, extract, type ReadEntry } from 'tar'
import { UserError } from '../errors.ts'
import { loadRun, readRun } from './load.ts'
import { orStorageError } from './storage-error.ts'
import { runsFolder, writeAtomically } from './store.ts'

/** More than any run has: what exceeds it is not one of ours, or was made to fill the disk. */
const MOST_FILES = 20_000
const MOST_BYTES = 1024 ** 3
/** The deepest file of a run is recordings/<time>/<terminal>.cast, below the run's own name. */
const MOST_LEVELS = 5
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/**
 * Packs a run into one compressed file, with the same bytes for the same run: no times and no owners of this computer.
 * @throws UserError `data` where the run can't be read or the file can't be written
 */
export async function packRun(folder: string, file: string): Promise<void> {
  loadRun(folder)
  const names = filesBelow(folder).map((name) => path.join(path.basename(folder), name))
  const packed = create(
    { gzip: { portable: true }, portable: true, mtime: new Date(0), cwd: path.dirname(folder), noDirRecurse: true },
    names,
  )
  writeAtomically(file, await packed.concat())
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()

/**
 * Puts a packed run among the others; whatever is no plain file below one folder of the run's name is refused, and so is
 * a run that is there already. Nothing is seen of it until it was read as a whole.
 * @returns the run's folder
 * @throws UserError `data`
 */
export async function unpackRun(file: string, dataFolder: string): Promise<string> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new UserError('usage', `There is no file ${file}.`)
  const runs = runsFolder(dataFolder)
  const draft = orStorageError(runs, () => {
    mkdirSync(runs, { recursive: true })
    return mkdtempSync(path.join(runs, '.unpacking-'))
  })
  try {
    const gate = new Gate(file)
    try {
      await extract({
        file,
        cwd: draft,
        strict: true,
        preserveOwner: false,
        noChmod: true,
        filter: (name, entry) => gate.lets(name, entry),
      })
    } catch (error) {
      throw error instanceof UserError
        ? error
        : new UserError('data', `${file} is no packed run, or it is damaged.`, { cause: error })
    }
    if (gate.refused !== null) throw gate.refused
    const [name = '', ...others] = readdirSync(draft)
    if (name === '' || others.length > 0) throw new UserError('data', `${file} does not hold one run.`)
    const { id } = readRun(path.join(draft, name))
    if (id !== name) throw new UserError('data', `${file} holds the run ${id} under the name ${name}.`)
    loadRun(path.join(draft, name))
    const target = path.join(runs, name)
    if (existsSync(target)) throw new UserError('data', `The run ${name} is in data/runs already; nothing was changed.`)
    orStorageError(target, () => renameSync(path.join(draft, name), target))
    return target
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Lets plain files of harmless names through, as many as a run may have. */
class Gate {
  refused: UserError | null = null
  readonly #file: string
  #files = 0
  #bytes = 0

  constructor(file: string) {
    this.#file = file
  }

  lets(name: string, entry: ReadEntry | { size?: number }): boolean {
    if (this.refused !== null) return false
    this.#files += 1
    this.#bytes += entry.size ?? 0
    const levels = name.replace(/\/$/, '').split('/')
    const type = 'type' in entry ? entry.type : 'unknown'
    if (type !== 'File' && type !== 'OldFile') this.#refuse(`${JSON.stringify(name)} is no plain file`)
    else if (levels.length < 2 || levels.length > MOST_LEVELS || !levels.every((level) => NAME.test(level))) {
      this.#refuse(`${JSON.stringify(name)} is no name of a file in a run`)
    } else if (this.#files > MOST_FILES || this.#bytes > MOST_BYTES) this.#refuse('it is larger than any run')
    return this.refused === null
  }

  #refuse(why: string): void {
    this.refused = new UserError('data', `${this.#file} is no packed run: ${why}; nothing was unpacked.`)
  }
}
