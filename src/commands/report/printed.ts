import { createHash, type Hash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { OBSERVED } from '../../assignment/rubric.ts'
import { project } from '../../project.ts'
import { keep, kept } from '../kept.ts'
import type { Wanted } from './wanted.ts'

/** A report that was printed, and what there is to say of it. */
export const Report = z.object({
  pdf: z.string(),
  html: z.string().optional(),
  run: z.string(),
  bytes: z.number(),
  /** Sections without the student's own observations; none of an example. */
  unsaid: z.array(z.enum(OBSERVED)),
  /** Sentences on what a language lacks, and on characters that no font has. */
  warnings: z.array(z.string()),
})
export type Report = z.infer<typeof Report>

/** What a report was made of, and the files that it gave. */
const Printed = z.object({
  inputs: z.string(),
  files: z.array(z.object({ file: z.string(), sha256: z.string() })),
  report: Report,
})

/**
 * Gives a hash of all that a report depends on: data, templates, the program with its packages, Node, browser, what was asked
 * for. Null where that can't be told, as where a folder holds a link. What several reports are made of is read once.
 */
export function inputsHashes(browser: string): (wanted: Wanted) => string | null {
  const { root, templates } = project()
  const digests = new Map<string, string>()
  const digestOf = (item: string, add: (hash: Hash, item: string) => void): string => {
    const known = digests.get(item)
    if (known !== undefined) return known
    const hash = createHash('sha256')
    add(hash, item)
    const digest = hash.digest('hex')
    digests.set(item, digest)
    return digest
  }
  return ({ identity, fileName, language, videoUrl, edition, html, example, out, folder, compareWith }) => {
    try {
      const real = realpathSync(browser)
      const { size, mtimeMs } = statSync(real)
      const asked = [identity, fileName, language, videoUrl, edition, html, example, out]
      const folders = [path.join(root, 'src'), folder, ...(compareWith === null ? [] : [compareWith]), templates]
      const read = [
        digestOf(path.join(root, 'package-lock.json'), addFile),
        ...folders.map((one) => digestOf(one, addFolder)),
      ]
      const computer = [process.version, process.arch, process.env.TZ ?? '', real, size, mtimeMs]
      return createHash('sha256')
        .update(JSON.stringify([computer, asked, read]))
        .digest('hex')
    } catch {
      return null
    }
  }
}

/** Where it is noted what a report was printed of. */
export const noteOf = ({ out, identity: { id } }: Pick<Wanted, 'out' | 'identity'>): string =>
  path.join(out, '.cache', `${id}.printed.json`)

/** One for all files: a run has thousands of kilobytes, which would wait to be swept away. */
const buffer = Buffer.allocUnsafe(256 * 1024)

function addFile(hash: Hash, file: string): void {
  const handle = openSync(file, 'r')
  try {
    hash.update(`${file}\0${fstatSync(handle).size}\0`)
    for (let read = 1; read > 0; ) {
      read = readSync(handle, buffer)
      hash.update(buffer.subarray(0, read))
    }
  } finally {
    closeSync(handle)
  }
}

/** What only tests read is no part of the program. */
const TESTS = /^(?:testing|fixtures)$|\.test\.ts$/

function addFolder(hash: Hash, folder: string): void {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !TESTS.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  hash.update(`${folder}\0${entries.length}\0`)
  for (const entry of entries) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory()) addFolder(hash, file)
    else if (entry.isFile()) addFile(hash, file)
    else throw new Error(`${file} is neither a file nor a folder`)
  }
}

const sha256Of = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

/** The report of the same inputs, if the files are still what was printed of them; else null. */
export function printedBefore(note: string, inputs: string | null): Report | null {
  const { data: printed } = Printed.safeParse(kept(note))
  if (printed === undefined || printed.inputs !== inputs) return null
  try {
    return printed.files.every(({ file, sha256 }) => sha256Of(file) === sha256) ? printed.report : null
  } catch {
    return null
  }
}

/** Notes what was printed of these inputs. */
export function notePrinted(note: string, inputs: string | null, files: readonly string[], report: Report): void {
  if (inputs === null) return
  keep(note, () => ({ inputs, files: files.map((file) => ({ file, sha256: sha256Of(file) })), report }))
}
