import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { type FileNames, fileNames } from '../../assignment/file-names.ts'
import { isId } from '../../assignment/identity.ts'
import { UserError } from '../../errors.ts'

/** What one student has handed in, as far as it was found. */
export interface HandedIn {
  id: string
  name: string | null
  /** Null where there is no report of theirs. */
  file: string | null
  /** Where the film would lie, and how it would be called. */
  folder: string
  names: FileNames
}

/** The PDFs below a folder, in the order of their names. @throws UserError `usage` where it can't be read */
export function pdfsBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /^[^.].*\.pdf$/i.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .sort()
  } catch (cause) {
    throw new UserError(
      'usage',
      `The folder ${folder} can't be read (${(cause as Error).message}): give one in which reports lie.`,
      { cause },
    )
  }
}

/**
 * What the students of a list have handed in: the file by its name, or the one whose name or folder holds the id.
 * @returns the PDFs that are nobody's, too
 */
export function ofStudents(
  students: readonly { id: string; name: string | null }[],
  folder: string,
  pdfs: readonly string[],
  pattern: string,
): { handedIn: HandedIn[]; others: string[] } {
  const named = new Map(pdfs.map((file) => [path.basename(file), file]))
  const left = new Set(pdfs)
  const take = (file: string | undefined): string | null => {
    if (file !== undefined) left.delete(file)
    return file ?? null
  }
  // What is called as it should be is nobody else's.
  const exact = new Map(students.map(({ id }) => [id, take(named.get(fileNames(id, pattern).pdf))]))
  const handedIn = students.map(({ id, name }) => {
    const own = new RegExp(`(?<![A-Za-z0-9])${id}(?![A-Za-z0-9])`)
    const holds = (part: (file: string) => string) => [...left].find((file) => own.test(part(file)))
    const file =
      exact.get(id) ??
      take(holds((one) => path.basename(one))) ??
      take(holds((one) => path.relative(folder, path.dirname(one))))
    return handedInAs(id, name, file, folder, fileNames(id, pattern))
  })
  return { handedIn, others: [...left] }
}

/** All that lies in a folder, each file of somebody whose id its name tells. */
export const ofFiles = (folder: string, pdfs: readonly string[], pattern: string): HandedIn[] =>
  pdfs.map((file) => {
    const id = idIn(path.basename(file, path.extname(file)), pattern)
    return handedInAs(id, null, file, folder, fileNames(id, pattern))
  })

/** The film lies beside the report, called as it should be or as the report is. */
function handedInAs(id: string, name: string | null, file: string | null, folder: string, names: FileNames): HandedIn {
  if (file === null) return { id, name, file, folder, names }
  const beside = path.dirname(file)
  const asReport = fileNames(path.basename(file, path.extname(file)), '{id}')
  const isThere = [names.film, names.otherFilm].some((one) => existsSync(path.join(beside, one)))
  return { id, name, file, folder: beside, names: isThere ? names : asReport }
}

/** What stands in the place of the id in a name; else its first word with three digits, else what there is of it. */
function idIn(stem: string, pattern: string): string {
  const [before = '', after = ''] = pattern.split('{id}')
  const inner = stem.slice(before.length, stem.length - after.length)
  if (stem.startsWith(before) && stem.endsWith(after) && isId(inner)) return inner
  const words = stem.split(/[^A-Za-z0-9-]+/)
  const word = words.find((one) => /\d{3}/.test(one) && isId(one)) ?? stem.replace(/[^A-Za-z0-9_]+/g, '_').slice(0, 32)
  return isId(word) ? word : 'unknown'
}
