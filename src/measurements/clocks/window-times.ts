import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** How long something was counted, known to within `errorS` either way. */
export interface WindowTimes {
  seconds: number
  errorS: number
}

/**
 * Reads four readings of a clock, s: before and after counting was switched on, before and after it was switched off.
 * @throws ParseError where one is missing or they do not follow one another
 */
export function parseWindowTimes(text: string, file: string): WindowTimes {
  const lines = linesOf(text, file).filter((line) => line.text.trim() !== '')
  const readings = lines.map((line) =>
    decimal(line.text.trim(), file, line.number, say('expected.seconds-since-the-epoch')),
  )
  const [asked, on, asking, off] = readings
  if (asked === undefined || on === undefined || asking === undefined || off === undefined || readings.length !== 4)
    throw new ParseError(file, null, say('expected.four-readings-of-the-clock'), String(readings.length))
  if (on < asked || asking <= on || off < asking)
    throw new ParseError(file, null, say('expected.readings-that-follow-one-another'), readings.join(' '))
  return { seconds: (asking + off) / 2 - (asked + on) / 2, errorS: (on - asked + (off - asking)) / 2 }
}
