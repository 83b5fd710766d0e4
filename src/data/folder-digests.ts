import { createHash, type Hash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs'
import path from 'node:path'

/** One for all files: a run has thousands of kilobytes, which would wait to be swept away. */
const buffer = Buffer.allocUnsafe(256 * 1024)

/** Before the content of a file. */
const headOf = (name: string, bytes: number): string => `${name}\0${bytes}\0`

/** What files and folders hold, byte for byte, as hashes: each is read once. */
export class FolderDigests {
  readonly #left: RegExp | null
  readonly #known = new Map<string, string>()

  /** @param left names of files and folders that don't count */
  constructor(left: RegExp | null = null) {
    this.#left = left
  }

  /** @throws Error where something can't be read, or is neither a file nor a folder, as a link */
  of(folder: string): string {
    const known = this.#known.get(folder)
    if (known !== undefined) return known
    const hash = createHash('sha256')
    const entries = readdirSync(folder, { withFileTypes: true })
      .filter(({ name }) => this.#left?.test(name) !== true)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const entry of entries) {
      const inside = path.join(folder, entry.name)
      if (entry.isDirectory()) hash.update(`${entry.name}/\0${this.of(inside)}`)
      else if (entry.isFile()) addFile(hash, entry.name, inside)
      else throw new Error(`${inside} is neither a file nor a folder`)
    }
    return this.#keep(folder, hash)
  }

  /** @throws Error where it can't be read */
  ofFile(file: string): string {
    const known = this.#known.get(file)
    if (known !== undefined) return known
    const hash = createHash('sha256')
    addFile(hash, '', file)
    return this.#keep(file, hash)
  }

  /** Of a folder that was read on the way; null of any other. */
  known(folder: string): string | null {
    return this.#known.get(folder) ?? null
  }

  #keep(place: string, hash: Hash): string {
    const digest = hash.digest('hex')
    this.#known.set(place, digest)
    return digest
  }
}

function addFile(hash: Hash, name: string, file: string): void {
  const handle = openSync(file, 'r')
  try {
    hash.update(headOf(name, fstatSync(handle).size))
    for (let read = 1; read > 0; ) {
      read = readSync(handle, buffer)
      hash.update(buffer.subarray(0, read))
    }
  } finally {
    closeSync(handle)
  }
}

/** The digest of a folder that holds these files and nothing else. */
export function digestOfFiles(files: ReadonlyMap<string, Buffer>): string {
  const hash = createHash('sha256')
  for (const [name, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(headOf(name, bytes.length)).update(bytes)
  return hash.digest('hex')
}
