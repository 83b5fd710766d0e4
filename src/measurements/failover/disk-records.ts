import { say } from '../../text/phrase.ts'
import { linesOf, ParseError } from '../parse-error.ts'

/** What a disk holds of the records that a client was told of, numbered from 1. */
export interface DiskRecords {
  /** So many were looked for. */
  written: number
  /** Those that are there as they were written. */
  intact: ReadonlySet<number>
}

/**
 * Reads `written <count>`, `<number> intact` or `<number> altered` for each record that is there, and `read <count>`.
 * @throws ParseError where the list is not whole, or names a record that was not looked for
 */
export function parseDiskRecords(text: string, file: string): DiskRecords {
  const lines = linesOf(text, file).filter((line) => line.text !== '')
  const [first, last] = [lines[0], lines.at(-1)]
  const told = /^written (\d{1,9})$/.exec(first?.text ?? '')?.[1]
  if (told === undefined) throw new ParseError(file, first?.number ?? null, say('expected.written-n'))
  if (last?.text !== `read ${told}`)
    throw new ParseError(file, last?.number ?? null, say('expected.end-of-the-records', { told }), last?.text)
  const written = Number(told)
  const intact = new Set<number>()
  let before = 0
  for (const line of lines.slice(1, -1)) {
    const [, number = '', state] = /^(\d{1,9}) (intact|altered)$/.exec(line.text) ?? []
    if (state === undefined || Number(number) <= before || Number(number) > written)
      throw new ParseError(file, line.number, say('expected.record-and-its-state'), line.text)
    before = Number(number)
    if (state === 'intact') intact.add(before)
  }
  return { written, intact }
}
