import { z } from 'zod'
import { UserError } from '../errors.ts'
import { patternsOf, type Phrase, placeholders, type WordKey, type Words, WORD_KEYS } from '../text/words.ts'
import { parseTemplateJson, placeIn } from './json.ts'
import type { Overlay } from './overlay.ts'

const FILE = 'words.json'
const Pattern = z.string().min(1, 'the phrase is empty: leave it out to keep the delivered one')
const Form = Pattern.exactOptional()
const AnyPhrase = z.union(
  [Pattern, z.strictObject({ zero: Form, one: Form, two: Form, few: Form, many: Form, other: Pattern })],
  { error: 'no phrase: write a text, or its forms such as { "one": "…", "other": "…" }, “other” at least' },
)
const AllWords = z.strictObject(
  Object.fromEntries(WORD_KEYS.map((key) => [key, AnyPhrase])) as Record<WordKey, typeof AnyPhrase>,
)

/**
 * The phrases of `words.json`, those of the student above the delivered ones.
 *
 * @param language as in `report.json`
 * @throws UserError `template` with file, line and column: for a phrase that does not exist, and for a name in braces that
 *   the delivered phrase does not have
 */
export function loadWords(overlay: Overlay, language: string): Words {
  const { file, text } = overlay.readDefault(FILE)
  const entries = parseTemplateJson(AllWords, text, file)
  const custom = overlay.readCustom(FILE)
  if (custom === null) return { language, entries }
  const own = parseTemplateJson(AllWords.partial(), custom.text, custom.file)
  const problems = (Object.entries(own) as [WordKey, Phrase][]).flatMap(([key, phrase]) => {
    const known = placeholders(entries[key])
    const left = patternsOf(phrase).find((pattern) => /[{}]/.test(pattern.replace(/\{\w+\}/g, '')))
    if (left !== undefined)
      return [
        `${custom.file}:${placeIn(custom.text, [key])}: “${left}” has a brace without its other half or with a space: write {name}.`,
      ]
    return placeholders(phrase)
      .filter((name) => !known.includes(name))
      .map(
        (name) =>
          `${custom.file}:${placeIn(custom.text, [key])}: “${key}” has no {${name}}. ` +
          (known.length === 0
            ? 'Nothing is filled into it.'
            : `There are ${known.map((one) => `{${one}}`).join(', ')}.`),
      )
  })
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return { language, entries: { ...entries, ...(own as Partial<Record<WordKey, Phrase>>) } as Words['entries'] }
}
