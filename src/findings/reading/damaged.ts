import { ParseError } from '../../measurements/parse-error.ts'
import type { Text } from '../../text/phrase.ts'

/**
 * What raw files give, or null where one of them is damaged: then the reason is told, and nothing is taken from it.
 * Any other error is a fault of this program.
 */
export function unlessDamaged<T>(read: () => T, damaged: (reason: Text) => void): T | null {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    damaged(error.said)
    return null
  }
}
