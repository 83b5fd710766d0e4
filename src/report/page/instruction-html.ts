import type { InstructionView } from '../../templates/instruction-shape.ts'
import { escapeHtml } from '../../templates/slots.ts'
import type { Labels } from '../../text/labels.ts'
import { codeHtml } from './code-html.ts'

/** A command as it was executed, with its place, what it printed and how it ended. */
export function commandHtml({ place, command, output, result, filmed }: InstructionView, labels: Labels): string {
  const seen = filmed === null ? '' : `; ${escapeHtml(labels.film)} ${escapeHtml(filmed)}`
  const shown = output === null ? '' : `<samp>${escapeHtml(output)}</samp>`
  return (
    `<div class="command"><p class="place">${escapeHtml(place)}</p>` +
    `<pre><code>${escapeHtml(command)}</code>${shown}</pre><p class="result">${escapeHtml(result)}${seen}</p></div>`
  )
}

const NOTES = ['default', 'without', 'hosts', 'security'] as const

/** A row for each argument that is new, and one for all that were explained before, by the step that has them. */
export function argumentsHtml(
  instruction: InstructionView,
  stepLink: (number: string) => string,
  inline: (text: string) => string,
  labels: Labels,
): string {
  const rows = instruction.arguments
    .filter(({ before }) => before === null)
    .map((argument) => {
      const notes = NOTES.flatMap((key) => {
        const text = argument[key]
        return text === null ? [] : [`<p class="note"><b>${escapeHtml(labels[key])}</b> ${inline(text)}</p>`]
      })
      const more = argument.more === null ? '' : ` ${inline(argument.more)}`
      return row(codeHtml(argument.token), `<p>${inline(argument.meaning)}${more}</p>${notes.join('')}`)
    })
  const known = Map.groupBy(
    instruction.arguments.filter(({ before }) => before !== null),
    ({ before }) => before ?? '',
  )
  if (known.size > 0) {
    const steps = Array.from(
      known,
      ([number, tokens]) => `${stepLink(number)} ${tokens.map(({ token }) => codeHtml(token)).join(' ')}`,
    )
    rows.push(row(escapeHtml(labels.before), `<p class="known">${steps.join('<br>')}</p>`))
  }
  return (
    `<div class="arguments"><table><thead><tr><th scope="col">${escapeHtml(labels.argument)}</th>` +
    `<th scope="col">${escapeHtml(labels.meaning)}</th></tr></thead>` +
    `<tbody>${rows.join('\n')}</tbody></table></div>`
  )
}

const row = (head: string, cell: string) => `<tr><th scope="row">${head}</th><td>${cell}</td></tr>`
