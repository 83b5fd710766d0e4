import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** When a client asked something, or was told it. */
export interface Numbered {
  /** By the clock of the host on which the client runs, s since the epoch. */
  atS: number
  number: number
}

/**
 * Reads what the client asked or was told on one connection, `<time> <number>` a line: everything comes in order there, so
 * numbers count from 1.
 * @throws ParseError on any other line, and where numbers or times do not go on as they must
 */
export function parseNumbered(text: string, file: string): Numbered[] {
  const list: Numbered[] = []
  for (const line of linesOf(text, file)) {
    if (line.text === '') continue
    const [, time, number] = /^(\d+\.\d+) (\d+)$/.exec(line.text) ?? []
    if (time === undefined || number === undefined)
      throw new ParseError(file, line.number, say('expected.time-and-number'), line.text)
    const atS = decimal(time, file, line.number, say('expected.the-time'))
    const before = list.at(-1)
    if (Number(number) !== (before?.number ?? 0) + 1 || atS < (before?.atS ?? 0))
      throw new ParseError(file, line.number, say('expected.number-after-the-one-before'), line.text)
    list.push({ atS, number: Number(number) })
  }
  return list
}
