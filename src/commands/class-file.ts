import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readClassList, type Student } from '../assignment/class-list.ts'
import { fromUser } from '../command-line/user-folder.ts'
import { UserError } from '../errors.ts'

/**
 * The list of a class, read to its end before anything is done.
 * @param typed the file, as it was named on the command line
 * @param resolve what is to be done for a student; throws where their line asks for what there is not
 * @throws UserError `usage` where the file can't be read, or with a line for each mistake in it
 */
export function readClass<T>(
  typed: string,
  resolve: (student: Student) => T,
): { file: string; students: (T & { line: number })[] } {
  const found = fromUser(typed)
  const file = path.basename(found)
  const { students, faults } = readClassList(readList(found), file)
  const resolved: (T & { line: number })[] = []
  for (const student of students) {
    try {
      resolved.push({ ...resolve(student), line: student.line })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      faults.push({ line: student.line, sentence: error.message.replace(/\.$/, '') })
    }
  }
  if (faults.length === 0) return { file, students: resolved }
  const lines = faults.sort((a, b) => a.line - b.line).map(({ line, sentence }) => `${file}:${line}: ${sentence}`)
  throw new UserError('usage', `The list can't be used, and nothing was done:\n  ${lines.join('\n  ')}`, {
    facts: { faults: lines },
  })
}

function readList(file: string): Uint8Array {
  try {
    return readFileSync(file)
  } catch (cause) {
    throw new UserError(
      'usage',
      `The list ${file} can't be read (${(cause as Error).message}): give a CSV file with the columns id, name, language and run.`,
      { cause },
    )
  }
}
