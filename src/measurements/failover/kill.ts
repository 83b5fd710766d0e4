import { say } from '../../text/phrase.ts'
import { decimal, linesOf, ParseError } from '../parse-error.ts'

/** When a QEMU was killed, by its host's clock, s since the epoch: after the one moment and before the other. */
export interface Kill {
  afterS: number
  beforeS: number
}

/** Reads the host's clock from right before and right after the kill. @throws ParseError where it is not two times in a row */
export function parseKill(text: string, file: string): Kill {
  const times = linesOf(text, file)
    .filter((line) => line.text !== '')
    .map((line) => decimal(line.text, file, line.number, say('expected.the-time')))
  const [afterS, beforeS] = times
  if (afterS === undefined || beforeS === undefined || times.length !== 2 || beforeS < afterS)
    throw new ParseError(file, null, say('expected.times-before-and-after-the-kill'), text.slice(0, 60))
  return { afterS, beforeS }
}
