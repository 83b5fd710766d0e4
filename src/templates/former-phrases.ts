import { z } from 'zod'
import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import type { StepName } from '../assignment/step-phrases.ts'
import { WORD_KEYS, type WordKey } from '../text/words.ts'
import { parseTemplateJson } from './json.ts'
import { FORMER_STEPS, type Source } from './overlay.ts'
import type { PhraseFile } from './phrase-file.ts'

/** What phrases were called in one part of a file: the `figure` of `labels` is `label.figure`. */
type Names = Readonly<Record<string, WordKey>>

function namesIn(family: 'label' | 'film' | `step.${StepName}`): Names {
  const prefix = `${family}.`
  return Object.fromEntries(
    WORD_KEYS.filter((key) => key.startsWith(prefix)).map((key) => [key.slice(prefix.length), key]),
  )
}

/** Where phrases stood before `words.json` had all of them: by file, and by the part of it. */
const FORMER = {
  'report.json': { labels: namesIn('label') },
  'film.json': { words: namesIn('film') },
  [FORMER_STEPS]: Object.fromEntries(FILMED_STEPS.map(({ id, name }) => [id, namesIn(`step.${name}`)])),
}

const Pattern = z.string().trim().min(1, 'the phrase is empty: leave it out to keep the delivered one')
const texts = (names: Names) =>
  z.strictObject(Object.fromEntries(Object.keys(names).map((name) => [name, Pattern.optional()]))).optional()

/** `labels` of `report.json`. */
export const FormerLabels = texts(FORMER['report.json'].labels)
/** `words` of `film.json`. */
export const FormerFilmWords = texts(FORMER['film.json'].words)

/**
 * The phrases that somebody's files give where they stood before.
 * @param read gives a file, or null where there is none
 * @throws UserError `template` with file, line and column, and the nearest right name
 */
export function formerPhrases(read: (path: string) => Source | null): PhraseFile[] {
  return Object.entries<Readonly<Record<string, Names>>>(FORMER).flatMap(([path, parts]) => {
    const source = read(path)
    return source === null ? [] : [phrasesIn(source, parts, path === FORMER_STEPS)]
  })
}

/** @param isAll whether the file has nothing besides */
function phrasesIn(source: Source, parts: Readonly<Record<string, Names>>, isAll: boolean): PhraseFile {
  const shape = Object.fromEntries(Object.entries(parts).map(([part, names]) => [part, texts(names)]))
  const schema = isAll ? z.strictObject(shape) : z.looseObject(shape)
  const given = parseTemplateJson<Record<string, z.infer<typeof FormerLabels>>>(schema, source.text, source.file)
  return {
    source,
    phrases: Object.entries(parts).flatMap(([part, names]) =>
      Object.entries(names).flatMap(([name, key]) => {
        const phrase = given[part]?.[name]
        return phrase === undefined ? [] : [{ key, phrase, at: [part, name] }]
      }),
    ),
  }
}
