import { z } from 'zod'
import { UserError } from '../errors.ts'
import { type Phrase, patternsOf, placeholders, WORD_KEYS, type WordKey, type Words } from '../text/words.ts'
import { parseTemplateJson, placeIn } from './json.ts'
import type { Overlay, Source } from './overlay.ts'

const FILE = 'words.json'
const Pattern = z.string().trim().min(1, 'the phrase is empty: leave it out to keep the delivered one')
const Untrimmed = z.string().min(1, 'the phrase is empty: leave it out to keep the delivered one')
const Form = Untrimmed.exactOptional()
const AnyPhrase = z.union(
  [Untrimmed, z.strictObject({ zero: Form, one: Form, two: Form, few: Form, many: Form, other: Untrimmed })],
  { error: 'no phrase: write a text, or its forms such as { "one": "…", "other": "…" }, “other” at least' },
)
const AllWords = z.strictObject(
  Object.fromEntries(WORD_KEYS.map((key) => [key, AnyPhrase])) as Record<WordKey, typeof AnyPhrase>,
)

/** What a phrase was called in the file where it stood before all had one place: `labels` of `report.json`, say. */
const ELSEWHERE = [
  { file: 'report.json', key: 'labels', family: 'label' },
  { file: 'film.json', key: 'words', family: 'film' },
] as const
type Family = (typeof ELSEWHERE)[number]['family']

const keysOf = (family: Family): [name: string, key: WordKey][] =>
  WORD_KEYS.filter((key) => key.startsWith(`${family}.`)).map((key) => [key.slice(family.length + 1), key])

/** The shape of `labels` of `report.json` and of `words` of `film.json`: a text for any of these phrases. */
export function phrasesOf(family: Family) {
  return z.strictObject(Object.fromEntries(keysOf(family).map(([name]) => [name, Pattern.optional()]))).optional()
}

/** The phrases that a file gives, each with the keys that lead to it there. */
interface PhraseFile {
  source: Source
  phrases: readonly { key: WordKey; phrase: Phrase; at: readonly string[] }[]
}

/** All phrases in a language, and those that the language's own file lacks. */
export interface LoadedPhrases {
  words: Words
  /** A sentence, with the file, for each phrase that is English since its translation is missing. */
  untranslated: string[]
}

/**
 * The phrases: as delivered, those of the language above them, and the student's above all.
 *
 * @param language as in `report.json` or `film.json`
 * @throws UserError `template` with file, line and column: for a phrase that does not exist, and for a name in braces that
 *   the delivered phrase does not have
 */
export function loadPhrases(overlay: Overlay, language: string): LoadedPhrases {
  const { file, text } = overlay.readDefault(FILE)
  const delivered = parseTemplateJson(AllWords, text, file)
  const translated = overlay.readTranslated(FILE, language)
  const custom = overlay.readCustom(FILE)
  const above = [
    ...(translated === null ? [] : [inWords(translated)]),
    ...ELSEWHERE.flatMap((place) => elsewhere(overlay, place)),
    ...(custom === null ? [] : [inWords(custom)]),
  ]
  const problems = above.flatMap(({ source, phrases }) =>
    phrases.flatMap(({ key, phrase, at }) =>
      unfit(at.at(-1) ?? key, phrase, delivered[key]).map(
        (problem) => `${source.file}:${placeIn(source.text, at)}: ${problem}`,
      ),
    ),
  )
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  const own = above.flatMap(({ phrases }) => phrases.map(({ key, phrase }) => [key, phrase] as const))
  return {
    words: { language, entries: { ...delivered, ...Object.fromEntries(own) } },
    untranslated: translated === null ? [] : missingIn(translated),
  }
}

function inWords(source: Source): PhraseFile {
  const entries = parseTemplateJson(AllWords.partial(), source.text, source.file)
  return {
    source,
    phrases: WORD_KEYS.flatMap((key) => {
      const phrase = entries[key]
      return phrase === undefined ? [] : [{ key, phrase, at: [key] }]
    }),
  }
}

/** The student's, in the files where these phrases stood before. */
function elsewhere(overlay: Overlay, { file, key, family }: (typeof ELSEWHERE)[number]): PhraseFile[] {
  const source = overlay.readCustom(file)
  if (source === null) return []
  const schema = z.looseObject({ [key]: phrasesOf(family) })
  const phrases = parseTemplateJson(schema, source.text, source.file)[key] ?? {}
  return [
    {
      source,
      phrases: keysOf(family).flatMap(([name, whole]) => {
        const phrase = phrases[name]
        return phrase === undefined ? [] : [{ key: whole, phrase, at: [key, name] }]
      }),
    },
  ]
}

/** What keeps a phrase from standing in the place of the delivered one. */
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

function missingIn({ file, text }: Source): string[] {
  const entries = parseTemplateJson(AllWords.partial(), text, file)
  return WORD_KEYS.filter((key) => entries[key] === undefined).map((key) => `${file}: “${key}” is not translated.`)
}
