import { z } from 'zod'
import { FIGURES, type FigureId } from '../charts/figure.ts'
import { UserError } from '../errors.ts'
import { hint } from '../text/nearest.ts'
import { say } from '../text/phrase.ts'
import { spoken } from '../text/spoken.ts'
import type { Words } from '../text/words.ts'
import { parseTemplateJson } from './json.ts'
import type { Overlay, Source } from './overlay.ts'
import { escapeHtml } from './slots.ts'

const FILE = 'literature.json'

const Literature = z.partialRecord(
  z.enum(FIGURES),
  z.array(z.strictObject({ reference: z.string(), result: z.string().min(1), conditions: z.string().min(1) })).min(1),
)

/** What others have published of the same thing as a figure, by figure. */
export type Literature = z.infer<typeof Literature>

/**
 * Reads `templates/literature.json`; a translation takes the place of each result that it has, and what the student puts
 * above it that of all results of a figure.
 *
 * @throws UserError `template` where it has another form, or names a source that the references don't have
 */
export function loadLiterature(overlay: Overlay, language: string, references: readonly string[]): Literature {
  const read = ({ text, file }: Source) => parseLiterature(text, file, references)
  const delivered = read(overlay.readDefault(FILE))
  const translated = overlay.readTranslated(FILE, language)
  const custom = overlay.readCustom(FILE)
  return {
    ...(translated === null ? delivered : inLanguage(delivered, read(translated))),
    ...(custom === null ? {} : read(custom)),
  }
}

/** What a language lacks stands as it is delivered. */
const inLanguage = (delivered: Literature, translated: Literature): Literature =>
  Object.fromEntries(
    FIGURES.flatMap((figure) => {
      const left = [...(translated[figure] ?? [])]
      const results = (delivered[figure] ?? []).map((result) => {
        const at = left.findIndex(({ reference }) => reference === result.reference)
        return left.splice(at, at < 0 ? 0 : 1)[0] ?? result
      })
      const all = [...results, ...left]
      return all.length === 0 ? [] : [[figure, all] as const]
    }),
  )

/** How many results a language has of those that are delivered, and of how many. */
export function resultsOf(overlay: Overlay, language: string): { translated: number; all: number } {
  const count = (source: Source | null) =>
    source === null ? 0 : Object.values(parseTemplateJson(Literature, source.text, source.file)).flat().length
  return { translated: count(overlay.readTranslated(FILE, language)), all: count(overlay.readDefault(FILE)) }
}

export function parseLiterature(text: string, file: string, references: readonly string[]): Literature {
  const literature = parseTemplateJson(Literature, text, file)
  const problems = Object.entries(literature).flatMap(([figure, entries]) =>
    entries
      .filter(({ reference }) => !references.includes(reference))
      .map(
        ({ reference }) =>
          `${file}: “${figure}” names the source “${reference}”, which templates/references.json ` +
          `does not have. ${hint(reference, references)}`,
      ),
  )
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return literature
}

/** The published results beside a figure, marked as what they are. `cite` numbers a source. */
export function literatureHtml(
  entries: NonNullable<Literature[FigureId]>,
  cite: (reference: string) => string,
  inline: (text: string) => string,
  words: Words,
): string {
  const rows = entries.map(
    ({ reference, result, conditions }) =>
      `<tr><th scope="row">${cite(reference)}</th><td>${inline(result)}</td><td>${inline(conditions)}</td></tr>`,
  )
  const heads = [say('literature.source'), say('literature.result'), say('literature.conditions')]
    .map((head) => spoken(head, words))
    .map((head) => `<th scope="col">${escapeHtml(head)}</th>`)
  return (
    `<div class="literature"><p>${inline(spoken(say('literature.context'), words))}</p><table><thead><tr>${heads.join('')}</tr></thead>` +
    `<tbody>${rows.join('\n')}</tbody></table></div>`
  )
}
