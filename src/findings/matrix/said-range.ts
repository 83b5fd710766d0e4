import { say, type Text } from '../../text/phrase.ts'
import { endsOf, type Origin, type Quantity } from '../model/quantity.ts'

/** A part of a sentence, and what its numbers are. */
export interface Said {
  text: Text
  quantities: Quantity[]
}

/** `120`, or `120 to 380` where migrations differ. */
export function range(origins: readonly Origin[], unit: Text, format: (value: number) => Text): Said {
  const quantities = endsOf(unit, origins)
  const [low, high] = quantities.map(({ value }) => format(value))
  return { text: low === high ? (low ?? '') : say('range', { low: low ?? '', high: high ?? '' }), quantities }
}
