import { UserError } from '../errors.ts'
import { WORD_KEYS, type WordKey, type Words } from '../text/words.ts'
import { formerPhrases } from './former-phrases.ts'
import { parseTemplateJson } from './json.ts'
import type { Overlay, Source } from './overlay.ts'
import { AllWords, inWords, type PhraseFile, problemsIn } from './phrase-file.ts'

const FILE = 'words.json'

/** All phrases in a language, and those that it lacks itself: English stands there. */
export interface LoadedPhrases {
  words: Words
  untranslated: WordKey[]
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
  const translated = layer((path) => overlay.readTranslated(path, language))
  const above = [...translated, ...layer((path) => overlay.readCustom(path))]
  const problems = above.flatMap((one) => problemsIn(one, delivered))
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  const own = above.flatMap(({ phrases }) => phrases.map(({ key, phrase }) => [key, phrase] as const))
  return {
    words: { language, entries: { ...delivered, ...Object.fromEntries(own) } },
    untranslated: missingIn(translated),
  }
}

/** What one overlay gives; what its `words.json` says stands above what stands where phrases stood before. */
function layer(read: (path: string) => Source | null): PhraseFile[] {
  const words = read(FILE)
  return [...formerPhrases(read), ...(words === null ? [] : [inWords(words)])]
}

function missingIn(translated: readonly PhraseFile[]): WordKey[] {
  const known = new Set(translated.flatMap(({ phrases }) => phrases.map(({ key }) => key)))
  return WORD_KEYS.filter((key) => !known.has(key))
}
