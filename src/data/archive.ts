import { readdirSync } from 'node:fs'
import path from 'node:path'
import { Header, Pack, ReadEntry } from 'tar'
import { UserError } from '../errors.ts'
import { listTrials, readBytes, readFrame, readText } from './load.ts'
import { CHECKSUMS_FILE, checksums, packedFile } from './pack/checksums.ts'
import { CITATION_FILE, citation, licenseIn } from './pack/citation.ts'
import { isPackable, MADE } from './pack/packable.ts'
import { CRATE_FILE, roCrate } from './pack/ro-crate.ts'
import { writeChunksAtomically } from './store.ts'

/**
 * Packs a run into one compressed file, with the same bytes for the same run: no times and no owners of this computer. What is in memory is
 * its list of files and one of them.
 * What archives want stands beside the run's files: their description, how they are cited, their checksums.
 * @returns the SPDX identifier of the licence that the pack names
 * @throws UserError `data` where the run can't be read, names no licence in a CITATION.cff of its own, or has a file that
 *   no pack may have, or where the file can't be written
 */
export async function packRun(folder: string, file: string): Promise<{ license: string }> {
  const frame = readFrame(folder)
  const names = filesOfRun(folder)
  const refused = names.find((name) => !isPackable(name.split('/')))
  if (refused !== undefined) {
    throw new UserError('data', `${path.join(folder, refused)} is no file of a run: take it out, or rename it.`)
  }
  const made = citation(frame.run)
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
  const crate = roCrate(frame, listTrials(folder, frame.run).trials, described, { license, cited: cited !== made })
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
  await writeChunksAtomically(file, pack)
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
