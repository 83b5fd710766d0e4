import { createHash, type Hash } from 'node:crypto'
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { project } from '../../project.ts'
import { keep, kept } from '../kept.ts'

/** What a report was made of, the files that it gave, and what was said of it. */
const Printed = z.object({
  inputs: z.string(),
  files: z.array(z.object({ file: z.string(), sha256: z.string() })),
  stdout: z.string(),
  stderr: z.string(),
})

export interface Inputs {
  /** Folders that are read whole: the run, another that it is put beside, the templates. */
  folders: readonly string[]
  browser: string
  /** What was asked for. */
  asked: unknown
}

/**
 * A hash of all that a report depends on: data, templates, the program with its packages, Node, browser, what was asked
 * for. Null where that can't be told, as where a folder holds a link.
 */
export function inputsHash({ folders, browser, asked }: Inputs): string | null {
  const { root } = project()
  try {
    const real = realpathSync(browser)
    const { size, mtimeMs } = statSync(real)
    const hash = createHash('sha256')
    hash.update(JSON.stringify([process.version, process.arch, process.env.TZ ?? '', real, size, mtimeMs, asked]))
    addFile(hash, path.join(root, 'package-lock.json'))
    for (const folder of [path.join(root, 'src'), ...folders]) addFolder(hash, folder)
    return hash.digest('hex')
  } catch {
    return null
  }
}

function addFile(hash: Hash, file: string): void {
  const content = readFileSync(file)
  hash.update(`${file}\0${content.length}\0`)
  hash.update(content)
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

/** What was said of the same inputs, if the files are still what was printed of them; else null. */
export function printedBefore(note: string, inputs: string | null): { stdout: string; stderr: string } | null {
  const { data: printed } = Printed.safeParse(kept(note))
  if (printed === undefined || printed.inputs !== inputs) return null
  try {
    return printed.files.every(({ file, sha256 }) => sha256Of(file) === sha256) ? printed : null
  } catch {
    return null
  }
}

/** Notes what was printed of these inputs, and said of it. */
export function notePrinted(
  note: string,
  inputs: string | null,
  files: readonly string[],
  said: { stdout: string; stderr: string },
): void {
  if (inputs === null) return
  keep(note, () => ({ inputs, files: files.map((file) => ({ file, sha256: sha256Of(file) })), ...said }))
}
