import english from '../../templates/words.json' with { type: 'json' }

/** The name of a phrase in `templates/words.json`. */
export type WordKey = keyof typeof english

/** A pattern such as `{text} without`, or one for each form that the language has: English `one`, Polish also `few` and `many`. */
export type Phrase = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>)

/** All phrases in one language. */
export interface Words {
  /** As in HTML, for its rules of plural. */
  language: string
  entries: Readonly<Record<WordKey, Phrase>>
}

/** As they are delivered. */
export const ENGLISH: Words = { language: 'en', entries: english }

/** Names of the phrases. */
export const WORD_KEYS = Object.keys(english) as readonly WordKey[]

/** The forms of a phrase. */
export const patternsOf = (phrase: Phrase): string[] => (typeof phrase === 'string' ? [phrase] : Object.values(phrase))

/** The names that a phrase may use: those of the delivered one. */
export function placeholders(phrase: Phrase): string[] {
  return [
    ...new Set(
      patternsOf(phrase).flatMap((pattern) => [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)),
    ),
  ]
}
