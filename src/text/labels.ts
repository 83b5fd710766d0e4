import { say } from './phrase.ts'
import { spoken } from './spoken.ts'
import { WORD_KEYS, type WordKey, type Words } from './words.ts'

/** What the program puts around what the templates say: “Contents”, “Figure”, “Not measured”. */
type LabelKey = Extract<WordKey, `label.${string}`>
type Name<Key> = Key extends `label.${infer Name}` ? Name : never
export type Labels = Readonly<Record<Name<LabelKey>, string>>

const isLabel = (key: WordKey): key is LabelKey => key.startsWith('label.')

/** All labels in a language, by the end of their key. */
export function labelsIn(words: Words): Labels {
  const entries = WORD_KEYS.filter(isLabel).map((key) => [key.slice('label.'.length), spoken(say(key), words)])
  return Object.fromEntries(entries) as Labels
}
