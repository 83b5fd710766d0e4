import { createHash } from 'node:crypto'
import { closeSync, fstatSync, mkdirSync, openSync, readSync, statfsSync } from 'node:fs'
import path from 'node:path'
import { Parser, type ReadEntry } from 'tar'
import { UserError } from '../errors.ts'
import { LARGEST_FILE_BYTES } from './load.ts'
import { CHECKSUMS_FILE, damage, type PackedFile } from './pack/checksums.ts'
import { isPackable, isRunName, MADE } from './pack/packable.ts'
import { CRATE_FILE } from './pack/ro-crate.ts'
import { writeAll } from './store.ts'

/**
 * More than any run has: a thousand blocks of the profile thorough, merged, have some 600,000 files of 3 GiB in all. What
 * exceeds this is not one of ours, or was made to fill the disk; a smaller disk is spared by {@link SHARE_OF_FREE}.
 */
const MOST_FILES = 1_000_000
const MOST_BYTES = 8 * 1024 ** 3
/** An archive of which nobody knows yet whether it is a run takes at most this share of what the disk has left. */
const SHARE_OF_FREE = 0.5
/** Of what is made for packs: the list of checksums of as many files, and their description, of which nothing is kept. */
const LARGEST_MADE: Readonly<Record<string, number>> = { [CHECKSUMS_FILE]: 256 * 1024 ** 2, [CRATE_FILE]: MOST_BYTES }
/** Read at a time: what comes of it is counted before more is read, and tar itself stops where it grew a thousandfold. */
const CHUNK_BYTES = 64 * 1024

/** How much may be unpacked: files, and bytes as a disk counts them. */
interface Limits {
  files: number
  bytes: number
  blockBytes: number
  /** Whether it is the disk that allows no more. */
  byDisk: boolean
}

function limitsOf(folder: string): Limits {
  const { bavail, bsize, files, ffree } = statfsSync(folder)
  // Some file systems don't count files.
  const [freeBytes, freeFiles] = [bavail * bsize * SHARE_OF_FREE, files === 0 ? Infinity : ffree * SHARE_OF_FREE]
  return {
    files: Math.min(MOST_FILES, freeFiles),
    bytes: Math.min(MOST_BYTES, freeBytes),
    blockBytes: bsize,
    byDisk: freeFiles < MOST_FILES || freeBytes < MOST_BYTES,
  }
}

/**
 * Takes a packed run apart, once: each file is written and its checksum taken as it comes, so that nothing is read again, and
 * memory holds a piece of one file and the list of names. Only plain files of harmless names are let through, as many as a
 * run may have; what was made for the pack is held against its checksums and not written.
 */
export class Extraction {
  readonly #file: string
  readonly #into: string
  readonly #wanted: (name: string) => boolean
  readonly #limits: Limits
  readonly #made = new Set<string>()
  readonly #files: PackedFile[] = []
  #bytes = 0
  #count = 0
  #run: string | null = null
  #list: string | null = null
  /** The file that is being written. */
  #handle: number | null = null
  #refused: UserError | null = null
  #unwritable: unknown = null
  #damaged: unknown = null

  /**
   * @param into an empty folder
   * @param wanted whether a file is written, by its name in the run; its checksum counts in any case
   */
  constructor(file: string, into: string, wanted: (name: string) => boolean) {
    this.#file = file
    this.#into = into
    this.#wanted = wanted
    this.#limits = limitsOf(into)
  }

  /** @returns the name of the run's folder @throws UserError `data`; or what the system said of a file that can't be written */
  run(): string {
    const parser = new Parser({ strict: true, filter: (name, entry) => this.#lets(name, entry) })
    parser.on('entry', (entry: ReadEntry) => this.#take(entry))
    parser.on('error', (error) => {
      this.#damaged ??= error
    })
    const handle = openSync(this.#file, 'r')
    try {
      const { size } = fstatSync(handle)
      for (let read = 1; read > 0; ) {
        // One of its own each time: the parser may keep a piece of it.
        const chunk = Buffer.allocUnsafe(Math.min(size + 1, CHUNK_BYTES))
        read = readSync(handle, chunk)
        if (read > 0) parser.write(chunk.subarray(0, read))
        else parser.end()
        this.#throwFault()
      }
    } finally {
      closeSync(handle)
      this.#close()
    }
    if (this.#run === null) throw new UserError('data', `${this.#file} does not hold one run.`)
    // Packs of before have no list of checksums.
    const wrong = this.#list === null ? null : damage(this.#list, this.#files)
    if (wrong !== null) throw new UserError('data', `In ${this.#file}, ${wrong}; nothing was unpacked.`)
    return this.#run
  }

  #throwFault(): void {
    if (this.#refused !== null) throw this.#refused
    if (this.#unwritable !== null) throw this.#unwritable
    if (this.#damaged !== null)
      throw new UserError('data', `${this.#file} is no packed run, or it is damaged.`, { cause: this.#damaged })
  }

  #lets(name: string, entry: ReadEntry | { size?: number }): boolean {
    if (this.#refused !== null) return false
    const size = entry.size ?? 0
    const { files, bytes, blockBytes, byDisk } = this.#limits
    const [run = '', ...levels] = name.replace(/\/$/, '').split('/')
    const type = 'type' in entry ? entry.type : 'unknown'
    const largest = LARGEST_MADE[levels.join('/')] ?? LARGEST_FILE_BYTES
    this.#count += 1
    this.#bytes += Math.ceil(size / blockBytes) * blockBytes
    if (type !== 'File' && type !== 'OldFile') this.#refuse(`${JSON.stringify(name)} is no plain file`)
    else if (!isRunName(run) || !isPackable(levels))
      this.#refuse(`${JSON.stringify(name)} is no name of a file in a run`)
    else if (this.#run !== null && this.#run !== run)
      this.#refused = new UserError('data', `${this.#file} does not hold one run.`)
    else if (size > largest) this.#refuse(`${JSON.stringify(name)} is larger than any file of a run`)
    else if (this.#count > files || this.#bytes > bytes)
      this.#refuse(byDisk ? 'it takes more than half of what the disk has free' : 'it is larger than any run')
    this.#run ??= run
    return this.#refused === null
  }

  #refuse(why: string): void {
    this.#refused = new UserError('data', `${this.#file} is no packed run: ${why}; nothing was unpacked.`)
  }

  /** Entries come one after the other, and each as a whole before the next. */
  #take(entry: ReadEntry): void {
    const name = entry.path.slice(entry.path.indexOf('/') + 1)
    const sum = createHash('sha256')
    const list: Buffer[] = []
    if (!MADE.includes(name) && this.#wanted(name)) this.#write(() => this.#open(entry.path))
    entry.on('data', (bytes) => {
      sum.update(bytes)
      if (name === CHECKSUMS_FILE) list.push(bytes)
      const handle = this.#handle
      if (handle !== null) this.#write(() => writeAll(handle, bytes))
    })
    entry.on('end', () => {
      this.#close()
      if (name === CHECKSUMS_FILE) this.#list = Buffer.concat(list).toString('utf8')
      else this.#files.push({ name, bytes: entry.size, sha256: sum.digest('hex') })
    })
  }

  /** What the system refuses is thrown by `run`: the parser would take it for a fault of the archive. */
  #write(write: () => void): void {
    try {
      if (this.#unwritable === null) write()
    } catch (error) {
      this.#unwritable = error
    }
  }

  #open(name: string): void {
    const file = path.join(this.#into, name)
    const folder = path.dirname(file)
    if (!this.#made.has(folder)) {
      mkdirSync(folder, { recursive: true })
      this.#made.add(folder)
    }
    this.#handle = openSync(file, 'wx')
  }

  #close(): void {
    if (this.#handle !== null) closeSync(this.#handle)
    this.#handle = null
  }
}
