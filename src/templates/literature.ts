import { z } from 'zod'
import { FIGURES, type FigureId } from '../charts/figure.ts'
import { UserError } from '../errors.ts'
import { hint } from '../text/nearest.ts'
import { say } from '../text/phrase.ts'
import { spoken } from '../text/spoken.ts'
import type { Words } from '../text/words.ts'
import { parseTemplateJson } from './json.ts'
import type { Overlay } from './overlay.ts'
import { escapeHtml } from './slots.ts'

const Literature = z.partialRecord(
  z.enum(FIGURES),
  z.array(z.strictObject({ reference: z.string(), result: z.string().min(1), conditions: z.string().min(1) })).min(1),
)

/** What others have published of the same thing as a figure, by figure. */
export type Literature = z.infer<typeof Literature>

/**
 * Reads `templates/literature.json`, and what is put above it, figure by figure.
 *
 * @throws UserError `template` where it has another form, or names a source that the references don't have
 */
export function loadLiterature(overlay: Overlay, language: string, references: readonly string[]): Literature {
  const layers = overlay.layers('literature.json', language)
  return Object.assign({}, ...layers.map(({ text, file }) => parseLiterature(text, file, references))) as Literature
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
