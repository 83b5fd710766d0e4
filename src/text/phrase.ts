import type { Placeholders } from './placeholders.ts'
import type { WordKey } from './words.ts'

/**
 * Findings, figures and tables are made of words that a student may change or translate. The code that makes them does
 * not know those words: it says which phrase is meant and what is put into it, and `spoken` puts the words in at the end.
 * So all of it stays pure, and a phrase may be part of another.
 *
 * A phrase is a symbol, since neither the compiler nor the engine lets a symbol into a text: what nobody has put into
 * words can’t reach a page. Its key in the engine’s registry is its content, so that phrases compare as texts do: the
 * same phrase with the same values is the same symbol.
 */
export type Phrase = symbol

/** A text of which a part, or all, may still have to be put into words. */
export type Text = string | Phrase

/** Around a phrase in the key of its symbol, and between its name and its values: what no other text has. */
export const OPEN = '\u{F0000}'
export const NEXT = '\u{F0001}'
export const CLOSE = '\u{F0002}'

/** What is said of keys that have different placeholders can’t fit them all. */
type Unfit<Key extends WordKey, All> = Key extends WordKey ? ([All] extends [Placeholders[Key]] ? never : Key) : never

/** What is filled into a phrase: a value for each of its placeholders, and none besides. */
type Values<Key extends WordKey> = [Unfit<Key, Placeholders[Key]>] extends [never]
  ? [Placeholders[Key]] extends [never]
    ? []
    : [values: Readonly<Record<Placeholders[Key], Text | number>>]
  : [never]

/** Phrases without values. Parsers name one for each number that they read, and making its key takes longer than the number. */
const plain = new Map<WordKey, Phrase>()

/** A phrase to be spoken. A value `count` chooses between its forms. */
export function say<Key extends WordKey>(key: Key, ...[values]: Values<Key>): Phrase {
  if (values !== undefined) return phraseOf(key, values)
  const known = plain.get(key)
  if (known !== undefined) return known
  const phrase = phraseOf(key, {})
  plain.set(key, phrase)
  return phrase
}

/** The same of a phrase that only data knows, whose values are checked where the data is read. */
export function phraseOf(key: WordKey, values: Readonly<Record<string, Text | number>>): Phrase {
  const parts = Object.entries(values).flatMap(([name, value]) => [name, written(value)])
  return Symbol.for(`${OPEN}${[key, ...parts].join(NEXT)}${CLOSE}`)
}

/** A text around phrases: ``text`${value} ${say('none')}` ``. */
export function text(around: TemplateStringsArray, ...parts: readonly (Text | number)[]): Text {
  const whole = String.raw({ raw: around }, ...parts.map(written))
  return parts.some((part) => typeof part === 'symbol') ? Symbol.for(whole) : whole
}

/** Texts one after the other. */
export function joined(texts: readonly Text[], separator: string): Text {
  const whole = texts.map(written).join(separator)
  return texts.some((one) => typeof one === 'symbol') ? Symbol.for(whole) : whole
}

/**
 * Texts as one list in a sentence, joined as the language joins `first` and `second`: `a, b, c`, `a; b; c`, or
 * `a, b and c`.
 */
export function listed(texts: readonly Text[], key: 'list' | 'list.clauses' | 'and' = 'list'): Text {
  const [only, ...more] = texts
  const last = more.pop()
  if (only === undefined || last === undefined) return only ?? ''
  const first = more.reduce((before, second) => say(key === 'and' ? 'list' : key, { first: before, second }), only)
  return say(key, { first, second: last })
}

/** A text with its phrases between marks. */
export const written = (value: Text | number): string =>
  typeof value === 'symbol' ? (Symbol.keyFor(value) ?? '') : String(value)

/** A text with its wording changed, inside of what is filled into its phrases as well; what is said stays. */
export function rewritten(value: Text, change: (wording: string) => string): Text {
  return typeof value === 'symbol' ? Symbol.for(change(written(value))) : change(value)
}
