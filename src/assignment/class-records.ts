import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'

/** A row of a table in a file. */
export interface ClassRecord {
  /** Where it ends, counted from 1. */
  line: number
  fields: string[]
}

/** What is wrong with a list, and in which line. */
export interface ListFault {
  line: number
  sentence: string
}

const Records = z.array(z.object({ record: z.array(z.string()), info: z.object({ lines: z.number() }) }))

/**
 * The rows of a CSV file as RFC 4180 has it, with or without a byte order mark, with the line ends of any system; empty lines
 * left out.
 */
export function readClassRecords(bytes: Uint8Array, file: string): { records: ClassRecord[] } | { fault: ListFault } {
  const text = utf8Text(bytes)
  if (text === null) {
    const sentence =
      'there are bytes that are no UTF-8 text, as Big5 or UTF-16 has them: save the list as UTF-8, in Excel as ' +
      `“CSV UTF-8”, or convert it with “iconv -f BIG5 -t UTF-8 ${file}”`
    return { fault: { line: firstOtherLine(bytes), sentence } }
  }
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    })
    return { records: Records.parse(parsed).map(({ record, info }) => ({ line: info.lines, fields: record })) }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = typeof error.lines === 'number' ? error.lines : 1
    const sentence = 'the quotation marks do not match: a field that holds one is put into two, and it is written twice'
    return { fault: { line, sentence } }
  }
}

function utf8Text(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

const LINE_FEED = 10

/** The first line that is no UTF-8: none of its characters is or holds a line feed. */
function firstOtherLine(bytes: Uint8Array): number {
  let line = 1
  for (let from = 0; from < bytes.length; line += 1) {
    const end = bytes.indexOf(LINE_FEED, from)
    const next = end < 0 ? bytes.length : end + 1
    if (utf8Text(bytes.subarray(from, next)) === null) return line
    from = next
  }
  return line
}
