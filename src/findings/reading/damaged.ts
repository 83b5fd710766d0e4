import { trialFileOf } from '../../data/trial-path.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import { say, type Text } from '../../text/phrase.ts'

/** Which trial, which of its files and why, then where that is to be found: a clause for a reader. */
function damageOf({ file, line, expected, found }: ParseError): Text {
  const of = trialFileOf(file)
  return say('damaged', {
    what: of === null ? file : say('damaged.trial', of),
    why: found === null ? say('damaged.expected', { expected }) : say('damaged.found', { expected, found }),
    place: line === null ? file : say('damaged.line', { file, line }),
  })
}

/**
 * What raw files give, or null where one of them is damaged: then the reason is told, and nothing is taken from it.
 * Any other error is a fault of this program.
 */
export function unlessDamaged<T>(read: () => T, damaged: (reason: Text) => void): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    damaged(damageOf(error))
    return null
  }
}
