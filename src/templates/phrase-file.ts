import { z } from 'zod'
import { type Phrase, patternsOf, placeholders, WORD_KEYS, type WordKey, type Words } from '../text/words.ts'
import { parseTemplateJson, placeIn } from './json.ts'
import type { Source } from './overlay.ts'

const Untrimmed = z.string().min(1, 'the phrase is empty: leave it out to keep the delivered one')
const Form = Untrimmed.exactOptional()
const AnyPhrase = z.union(
  [Untrimmed, z.strictObject({ zero: Form, one: Form, two: Form, few: Form, many: Form, other: Untrimmed })],
  { error: 'no phrase: write a text, or its forms such as { "one": "…", "other": "…" }, “other” at least' },
)
/** `words.json` as it is delivered. */
export const AllWords = z.strictObject(
  Object.fromEntries(WORD_KEYS.map((key) => [key, AnyPhrase])) as Record<WordKey, typeof AnyPhrase>,
)

/** The phrases that a file gives, each with the keys that lead to it there. */
export interface PhraseFile {
  source: Source
  phrases: readonly { key: WordKey; phrase: Phrase; at: readonly string[] }[]
}

/** A `words.json` above the delivered one. @throws UserError `template` */
export function inWords(source: Source): PhraseFile {
  const entries = parseTemplateJson(AllWords.partial(), source.text, source.file)
  return {
    source,
    phrases: WORD_KEYS.flatMap((key) => {
      const phrase = entries[key]
      return phrase === undefined ? [] : [{ key, phrase, at: [key] }]
    }),
  }
}

/** What keeps the phrases of a file from standing in the place of the delivered ones, each with file, line and column. */
export function problemsIn({ source, phrases }: PhraseFile, delivered: Words['entries']): string[] {
  return phrases.flatMap(({ key, phrase, at }, index) => {
    const first = phrases.slice(0, index).find((one) => one.key === key && one.phrase !== phrase)
    return [
      ...unfit(at.at(-1) ?? key, phrase, delivered[key]),
      ...(first === undefined ? [] : [contradiction(first.at, at, key)]),
    ].map((problem) => `${source.file}:${placeIn(source.text, at)}: ${problem}`)
  })
}

function unfit(name: string, phrase: Phrase, delivered: Phrase): string[] {
  const left = patternsOf(phrase).find((pattern) => /[{}]/.test(pattern.replace(/\{\w+\}/g, '')))
  if (left !== undefined) return [`“${left}” has a brace without its other half or with a space: write {name}.`]
  const known = placeholders(delivered)
  const advice =
    known.length === 0 ? 'Nothing is filled into it.' : `There are ${known.map((one) => `{${one}}`).join(', ')}.`
  return placeholders(phrase)
    .filter((one) => !known.includes(one))
    .map((one) => `“${name}” has no {${one}}. ${advice}`)
}

/** Before they shared a phrase, two steps could have words of their own. */
const contradiction = (first: readonly string[], second: readonly string[], key: WordKey) =>
  `“${second.join(' › ')}” and “${first.join(' › ')}” are one phrase, “${key}”: write the same, or leave one out.`
