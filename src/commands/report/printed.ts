import { createHash } from 'node:crypto'
import { readFileSync, realpathSync, statSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { OBSERVED } from '../../assignment/rubric.ts'
import { FolderDigests } from '../../data/folder-digests.ts'
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

/** Hashes of what reports are made of. Null where one can't be told, as where a folder holds a link. */
export interface Inputs {
  /** All that a report depends on: data, templates, the program, browser, what was asked for. */
  of: (wanted: Wanted) => string | null
  /** The program with its packages, and Node. */
  program: () => string | null
  /** What a folder of data held when it was read for this; null where it was not. */
  known: (folder: string) => string | null
}

/** What only tests read is no part of the program. */
const TESTS = /^(?:testing|fixtures)$|\.test\.ts$/

/** Gives the hashes; what several reports are made of is read once. */
export function inputsHashes(browser: string): Inputs {
  const { root, templates } = project()
  const digests = new FolderDigests(TESTS)
  const hashOf = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')
  const program = () =>
    hashOf([
      process.version,
      process.arch,
      digests.ofFile(path.join(root, 'package-lock.json')),
      digests.of(path.join(root, 'src')),
    ])
  const of = ({ folder, compareWith, ...asked }: Wanted) => {
    const real = realpathSync(browser)
    const { size, mtimeMs } = statSync(real)
    const { identity, fileName, language, videoUrl, edition, html, example, out } = asked
    return hashOf([
      [process.env.TZ ?? '', real, size, mtimeMs],
      [identity, fileName, language, videoUrl, edition, html, example, out],
      program(),
      ...[folder, ...(compareWith === null ? [] : [compareWith]), templates].map((one) => [one, digests.of(one)]),
    ])
  }
  return {
    of: (wanted) => orNull(() => of(wanted)),
    program: () => orNull(program),
    known: (one) => digests.known(one),
  }
}

function orNull<T>(make: () => T): T | null {
  try {
    return make()
  } catch {
    return null
  }
}

/** Where it is noted what a report was printed of. */
export const noteOf = ({ out, identity: { id } }: Pick<Wanted, 'out' | 'identity'>): string =>
  path.join(out, '.cache', `${id}.printed.json`)

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
