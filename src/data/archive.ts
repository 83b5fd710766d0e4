import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { extract, Header, Pack, ReadEntry } from 'tar'
import { UserError } from '../errors.ts'
import { loadRun, readBytes, readRun, readText } from './load.ts'
import { CHECKSUMS_FILE, checksums, damage, packedFile } from './pack/checksums.ts'
import { CITATION_FILE, citation, licenseIn } from './pack/citation.ts'
import { CRATE_FILE, roCrate } from './pack/ro-crate.ts'
import { orStorageError } from './storage-error.ts'
import { runsFolder, writeAtomically } from './store.ts'

/** More than any run has: what exceeds it is not one of ours, or was made to fill the disk. */
const MOST_FILES = 20_000
const MOST_BYTES = 1024 ** 3
/** The deepest file of a run is recordings/<time>/<terminal>.cast, below the run's own name. */
const MOST_LEVELS = 5
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** What is made anew whenever a run is packed, and is no part of it. */
const MADE: readonly string[] = [CRATE_FILE, CHECKSUMS_FILE]

/**
 * Packs a run into one compressed file, with the same bytes for the same run: no times and no owners of this computer.
 * What archives want stands beside the run's files: their description, how they are cited, their checksums.
 * @returns the SPDX identifier of the licence that the pack names
 * @throws UserError `data` where the run can't be read, names no licence in a CITATION.cff of its own, or has a file that
 *   no pack may have, or where the file can't be written
 */
export async function packRun(folder: string, file: string): Promise<{ license: string }> {
  const loaded = loadRun(folder)
  const names = filesOfRun(folder)
  const refused = names.find((name) => !isPackable(name.split('/')))
  if (refused !== undefined) {
    throw new UserError('data', `${path.join(folder, refused)} is no file of a run: take it out, or rename it.`)
  }
  const made = citation(loaded.run)
  const cited = names.includes(CITATION_FILE) ? readText(path.join(folder, CITATION_FILE)) : made
  const license = licenseIn(cited)
  if (license === null) {
    throw new UserError(
      'data',
      `${path.join(folder, CITATION_FILE)} names no licence: add one by its SPDX identifier, for example “license: CC0-1.0”.`,
    )
  }
  const described = names
    .filter((name) => name !== CITATION_FILE)
    .map((name) => packedFile(name, readBytes(path.join(folder, name))))
    .concat(packedFile(CITATION_FILE, cited))
  const crate = roCrate(loaded, described, { license, cited: cited !== made })
  const texts = new Map([
    [CITATION_FILE, cited],
    [CRATE_FILE, crate],
    [CHECKSUMS_FILE, checksums([...described, packedFile(CRATE_FILE, crate)])],
  ])
  const pack = new Pack({
    gzip: { portable: true },
    portable: true,
    mtime: new Date(0),
    cwd: path.dirname(folder),
    noDirRecurse: true,
  })
  for (const name of [...new Set([...names, ...texts.keys()])].toSorted()) {
    const text = texts.get(name)
    const packed = path.join(path.basename(folder), name)
    pack.add(text === undefined ? packed : textEntry(packed, text))
  }
  pack.end()
  writeAtomically(file, await pack.concat())
  return { license }
}

/** A file of an archive that lies nowhere else. */
function textEntry(name: string, text: string): ReadEntry {
  const bytes = Buffer.from(text)
  const entry = new ReadEntry(new Header({ path: name, type: 'File', mode: 0o644, size: bytes.length }))
  entry.end(bytes)
  return entry
}

/** Names of all files of a run, what is made for packs left out. */
const filesOfRun = (folder: string): string[] =>
  filesBelow(folder).filter((name) => !name.endsWith('.tmp') && !MADE.includes(name))

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort()

/** Whether a file may lie so in a pack, by its path below the run's folder. */
const isPackable = (levels: readonly string[]): boolean =>
  levels.length >= 1 && levels.length < MOST_LEVELS && levels.every((level) => NAME.test(level))

/**
 * Puts a packed run among the others; whatever is no plain file below one folder of the run's name is refused, and so is
 * a run that is there already, or a file that is not as it was packed. Nothing is seen of it until it was read as a whole.
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
    const folder = await extractRun(file, draft)
    loadRun(folder)
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
 * @returns the run's folder below that one
 * @throws UserError `data`
 */
export async function extractRun(file: string, into: string): Promise<string> {
  const gate = new Gate(file)
  try {
    await extract({
      file,
      cwd: into,
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
  const [name = '', ...others] = readdirSync(into)
  if (name === '' || others.length > 0) throw new UserError('data', `${file} does not hold one run.`)
  const folder = path.join(into, name)
  refuseDamage(file, folder)
  const { id } = readRun(folder)
  if (id !== name) throw new UserError('data', `${file} holds the run ${id} under the name ${name}.`)
  return folder
}

/** Packs of before have no list of checksums. Files that were made for the pack are held against it, and left out of the run. */
function refuseDamage(file: string, folder: string): void {
  const list = path.join(folder, CHECKSUMS_FILE)
  if (existsSync(list)) {
    const files = filesBelow(folder)
      .filter((name) => name !== CHECKSUMS_FILE)
      .map((name) => packedFile(name, readBytes(path.join(folder, name))))
    const wrong = damage(readText(list), files)
    if (wrong !== null) throw new UserError('data', `In ${file}, ${wrong}; nothing was unpacked.`)
  }
  for (const made of MADE) rmSync(path.join(folder, made), { force: true })
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
    else if (!NAME.test(levels[0] ?? '') || !isPackable(levels.slice(1))) {
      this.#refuse(`${JSON.stringify(name)} is no name of a file in a run`)
    } else if (this.#files > MOST_FILES || this.#bytes > MOST_BYTES) this.#refuse('it is larger than any run')
    return this.refused === null
  }

  #refuse(why: string): void {
    this.refused = new UserError('data', `${this.#file} is no packed run: ${why}; nothing was unpacked.`)
  }
}
