import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { writeAtomically } from '../../../data/store.ts'
import { UserError } from '../../../errors.ts'

/** Beside the images, in the format of `sha256sum`. Images without it are built anew: nobody could vouch for them. */
export const CHECKSUMS = 'SHA256SUMS'
/** Large pieces: the hosts boot meanwhile, and switching between reading and hashing would cost more than either. */
const PIECE_BYTES = 4 * 1024 * 1024

async function sha256(file: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: PIECE_BYTES }), hash, { signal })
  return hash.digest('hex')
}

/** Writes what the files are now. */
export async function writeChecksums(folder: string, names: readonly string[], signal: AbortSignal): Promise<void> {
  const lines: string[] = []
  for (const name of names) lines.push(`${await sha256(path.join(folder, name), signal)}  ${name}\n`)
  writeAtomically(path.join(folder, CHECKSUMS), lines.join(''))
}

/**
 * Reads the images once, and whatever else was written down with them, 2.5 GiB in about 2 s where the processor has instructions for it.
 * @throws UserError `lab` naming the file that is not as it was built; the checksums are gone then, so that the next
 *   start builds all of them anew
 */
export async function verifyChecksums(folder: string, names: readonly string[], signal: AbortSignal): Promise<void> {
  const list = path.join(folder, CHECKSUMS)
  const lines = existsSync(list) ? readFileSync(list, 'utf8').trim().split('\n') : []
  const wanted = new Map(
    lines.map((line) => {
      const [hash = '', name = ''] = line.split('  ')
      return [name, hash]
    }),
  )
  for (const name of new Set([...names, ...wanted.keys()])) {
    let found: string
    try {
      found = await sha256(path.join(folder, name), signal)
    } catch (error) {
      signal.throwIfAborted()
      found = error instanceof Error ? error.message : String(error)
    }
    if (found === wanted.get(name)) continue
    rmSync(list, { force: true })
    throw new UserError(
      'lab',
      `The cached image ${path.join(folder, name)} is damaged (its SHA-256 is not the one that it was built with), ` +
        'so nothing that ran on it counts; it will be built anew at the next start: begin again.',
    )
  }
}
