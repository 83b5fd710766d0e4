import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** What a host's end of the cable sent between two moments of its clock, s since the epoch. */
export interface CableUse {
  fromS: number
  toS: number
  bytes: number
}

/** Reads two lines `<time> <bytes sent so far>`. @throws ParseError where it is not two that follow one another */
export function parseCable(text: string, file: string): CableUse {
  const readings = linesOf(text, file)
    .filter((line) => line.text !== '')
    .map((line) => {
      const [, time, bytes] = /^(\d+\.\d+) (\d{1,15})$/.exec(line.text) ?? []
      if (time === undefined || bytes === undefined)
        throw new ParseError(file, line.number, say('expected.time-and-bytes-sent'), line.text)
      return { atS: decimal(time, file, line.number, say('expected.the-time')), bytes: Number(bytes) }
    })
  const [first, last] = readings
  if (
    first === undefined ||
    last === undefined ||
    readings.length !== 2 ||
    last.atS <= first.atS ||
    last.bytes < first.bytes
  )
    throw new ParseError(file, null, say('expected.two-readings-that-grow'), text.slice(0, 80))
  return { fromS: first.atS, toS: last.atS, bytes: last.bytes - first.bytes }
}
