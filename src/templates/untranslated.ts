import { ENGLISH, type WordKey } from '../text/words.ts'
import { unexplained } from './glossary.ts'
import { languagesOf } from './language.ts'
import { resultsOf } from './literature.ts'
import type { Overlay } from './overlay.ts'
import { loadPhrases } from './phrases.ts'

interface Share<Name> {
  missing: Name[]
  all: number
}

/** What a language lacks of the delivered templates: English stands in its place. */
export interface Untranslated {
  language: string
  phrases: Share<WordKey>
  /** Files with the texts of sections, title page and appendix. */
  texts: Share<string>
  /** Entries of the glossary, as `section › key`. */
  explanations: Share<string>
  results: { missing: number; all: number }
}

const TEXT = /\.md\.hbs$/

/** @throws UserError `template` for a file of the language that is wrong */
export function untranslatedIn(overlay: Overlay, language: string): Untranslated {
  const { words, untranslated } = loadPhrases(overlay, language)
  const texts = [...overlay.defaults].filter((path) => TEXT.test(path))
  const results = resultsOf(overlay, language)
  const explanations = unexplained(overlay, language)
  return {
    language,
    phrases: { missing: untranslated, all: Object.keys(words.entries).length },
    texts: { missing: texts.filter((path) => overlay.readTranslated(path, language) === null), all: texts.length },
    explanations: { missing: explanations.missing, all: explanations.all },
    results: { missing: Math.max(0, results.all - results.translated), all: results.all },
  }
}

/** That of each language that has a folder. */
export const untranslatedInAll = (overlay: Overlay): Untranslated[] =>
  [...overlay.languages.keys()].map((language) => untranslatedIn(overlay, language))

/** One sentence that counts what a language lacks; null where it lacks nothing, or is no language of the templates. */
export function untranslatedSentence(overlay: Overlay, language: string): string | null {
  return overlay.languages.size === 0 || !isTranslated(overlay, language)
    ? null
    : countSentence(untranslatedIn(overlay, language))
}

const isTranslated = (overlay: Overlay, language: string): boolean =>
  languagesOf(overlay)
    .slice(1)
    .some((tag) => language === tag || language.startsWith(`${tag}-`))

/** `zh-TW lacks 3 of 1240 phrases, …`; null where it lacks nothing. */
export function countSentence({ language, phrases, texts, explanations, results }: Untranslated): string | null {
  const counts: [missing: number, all: number, what: string][] = [
    [phrases.missing.length, phrases.all, 'phrases'],
    [texts.missing.length, texts.all, 'texts'],
    [explanations.missing.length, explanations.all, 'explanations'],
    [results.missing, results.all, 'published results'],
  ]
  const lacking = counts
    .filter(([missing]) => missing > 0)
    .map(([missing, all, what]) => `${missing} of ${all} ${what}`)
  return lacking.length === 0
    ? null
    : `${language} lacks ${lacking.join(', ')}; English stands there (npm run templates -- --missing ${language}).`
}

/** The English of what a language lacks, by the file that has it; of a text its name is enough. */
export function toTranslate(overlay: Overlay, language: string): Record<string, unknown> {
  const { phrases, texts } = untranslatedIn(overlay, language)
  return {
    'words.json': Object.fromEntries(phrases.missing.map((key) => [key, ENGLISH.entries[key]])),
    'glossary.json': unexplained(overlay, language).glossary,
    texts: texts.missing,
  }
}
