import { say } from '../../text/phrase.ts'
import { linesOf, ParseError } from '../parse-error.ts'

/** What the writer in the VM reports of its records on the disk. */
export interface WriterReport {
  written: number
  intact: number
  lost: number
  altered: number
}

/** Reads the writer's report. @throws ParseError where a count is missing or they do not add up */
export function parseWriter(text: string, file: string): WriterReport {
  const lines = linesOf(text, file)
  const written = lines.flatMap((line) => /^written (\d+)$/.exec(line.text.trim())?.[1] ?? []).at(-1)
  if (written === undefined) throw new ParseError(file, null, say('expected.written-n'))
  const verified = /^records (\d+) intact (\d+) lost (\d+) altered (\d+)$/
  const line = lines.findLast((candidate) => verified.test(candidate.text.trim()))
  if (!line) throw new ParseError(file, null, say('expected.records-n-intact-n-lost-n-altered'))
  const [records = NaN, intact = NaN, lost = NaN, altered = NaN] =
    verified.exec(line.text.trim())?.slice(1).map(Number) ?? []
  if (records !== Number(written) || intact + lost + altered !== records) {
    throw new ParseError(file, line.number, say('expected.counts-that-add-up-to-the-records', { written }), line.text)
  }
  return { written: records, intact, lost, altered }
}
