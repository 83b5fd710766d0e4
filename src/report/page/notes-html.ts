import type { ArgumentView, InstructionView } from '../../templates/instruction-shape.ts'
import { escapeHtml } from '../../templates/slots.ts'
import type { Labels } from '../../text/labels.ts'
import { codeHtml } from './code-html.ts'

const NOTES = ['default', 'without', 'hosts', 'security'] as const

/** What is to be known of each argument beyond what it is for, by program and without repetition: a dense list in columns. */
export function notesHtml(
  instructions: readonly InstructionView[],
  inline: (text: string) => string,
  labels: Labels,
): string {
  // The notes on an argument stand with its first use alone, so nothing is said twice.
  const noted = instructions.flatMap(({ arguments: all }) => all).filter(hasNotes)
  const groups = Array.from(
    Map.groupBy(noted, ({ program }) => program),
    ([program, all]) => {
      const entries = all.map((argument) => entryHtml(argument, inline, labels))
      return `<div class="program"><p class="name">${codeHtml(program)}</p>\n${entries.join('\n')}</div>`
    },
  )
  return `<div class="notes" id="argument-notes">${groups.join('\n')}</div>`
}

const hasNotes = (argument: ArgumentView) => argument.more !== null || NOTES.some((key) => argument[key] !== null)

function entryHtml(argument: ArgumentView, inline: (text: string) => string, labels: Labels): string {
  const more = argument.more === null ? [] : [inline(argument.more)]
  const notes = NOTES.flatMap((key) => {
    const text = argument[key]
    return text === null ? [] : [`<b>${escapeHtml(`${labels[key]}${labels.colon}`)}</b> ${inline(text)}`]
  })
  return `<p>${[codeHtml(argument.label), ...more, ...notes].join(' ')}</p>`
}
