import type { Task } from '../../assignment/instruction.ts'
import type { ArgumentView, InstructionView } from '../../templates/instruction-shape.ts'
import { escapeHtml } from '../../templates/slots.ts'
import type { Labels } from '../../text/labels.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { codeHtml } from './code-html.ts'

/** What the page around a task knows. */
export interface ProcedureContext {
  labels: Labels
  /** Markdown within a line, to HTML. */
  inline: (text: string) => string
  stepLink: (number: string) => string
  /** A phrase in words, as HTML. */
  phraseHtml: (text: Text) => string
  /** Marks HTML, so that it can be put into a phrase. */
  mark: (html: string) => string
}

/**
 * A task as one table: each instruction with what it is for and how it ended, beneath it its arguments. What is explained at
 * an earlier step is named with that step; where the table goes on on another page its head says of which task it is; instructions that the other host had already are named in a line.
 */
export function procedureHtml(task: Task, instructions: readonly InstructionView[], context: ProcedureContext): string {
  const { labels, phraseHtml } = context
  const bodies = runs(instructions).map((run) =>
    run.length === 1 && !isRepetition(run[0]) ? wholeHtml(run[0], context) : repeatedHtml(run, context),
  )
  return (
    `<div class="steps"><table><thead><tr><th scope="col">${escapeHtml(labels.argument)}</th>` +
    `<th scope="col">${escapeHtml(labels.meaning)}<span class="task">${phraseHtml(say(`task.${task}`))}</span></th></tr></thead>\n${bodies.join('\n')}\n</table></div>`
  )
}

type Run = [InstructionView, ...InstructionView[]]

/** Instructions one by one, but those that follow one another and repeat earlier ones together. */
function runs(instructions: readonly InstructionView[]): Run[] {
  const found: Run[] = []
  for (const instruction of instructions) {
    const last = found.at(-1)
    if (last !== undefined && isRepetition(last[0]) && isRepetition(instruction)) last.push(instruction)
    else found.push([instruction])
  }
  return found
}

/** What printed something that is worth reading is shown with it, though it was executed before. */
const isRepetition = ({ repeats, output }: InstructionView) => repeats !== null && output === null

function wholeHtml(instruction: InstructionView, context: ProcedureContext): string {
  const { id, number, title, purpose, command, output, result, filmed, arguments: all } = instruction
  const { inline, labels, phraseHtml } = context
  const ended = listed([result, ...(filmed === null ? [] : [filmedAt(filmed, labels)])], 'list.clauses')
  const known = knownHtml(all, context)
  const head =
    `<p class="what" id="step-${id}"><b>${escapeHtml(number)}&ensp;${phraseHtml(say('run-in', { heading: title }))}</b> ${inline(purpose)}${known}</p>` +
    `<div class="ran"><pre>${codeHtml(command)}</pre><p class="ended">${phraseHtml(ended)}</p></div>` +
    (output === null ? '' : `<pre class="printed"><samp>${escapeHtml(output)}</samp></pre>`)
  const rows = explainedHere(all).map(({ token, meaning }) => row(codeHtml(token), inline(meaning)))
  return bodyHtml([headRow(head), ...rows])
}

/** Each argument that no earlier step has, once. */
function explainedHere(all: readonly ArgumentView[]): ArgumentView[] {
  return all.filter(
    (one, index) =>
      one.before === null &&
      all.findIndex(({ label, meaning }) => label === one.label && meaning === one.meaning) === index,
  )
}

/** More tokens than this say less than that all the others stand in the other step. */
const FEW_TOKENS = 7

/** The tokens that earlier steps explain, by step; of many in one step it is said, last, that all the others are there. */
function knownHtml(all: readonly ArgumentView[], { stepLink, phraseHtml, mark }: ProcedureContext): string {
  const byStep = Map.groupBy(all, ({ before }) => before)
  byStep.delete(null)
  if (byStep.size === 0) return ''
  const known = Array.from(byStep, ([number, tokens]) => ({
    step: mark(stepLink(number ?? '')),
    codes: [...new Set(tokens.map(({ token }) => codeHtml(token)))],
  })).toSorted((a, b) => a.codes.length - b.codes.length)
  const most = known.at(-1)
  const notes = known.map(({ step, codes }) =>
    codes.length > FEW_TOKENS && codes === most?.codes
      ? say('step.known-all', { step })
      : say('step.known', { tokens: mark(codes.join(', ')), step }),
  )
  return ` <span class="known">${phraseHtml(say('in-brackets', { note: listed(notes, 'list.clauses') }))}</span>`
}

/** `film 0:13` */
const filmedAt = (time: string, labels: Labels): Text => say('filmed-at', { film: labels.film, time })

function repeatedHtml(run: Run, { phraseHtml, mark, stepLink, labels }: ProcedureContext): string {
  const steps = run.map(({ id, number, title, filmed, repeats }) => {
    const seen = filmed === null ? '' : phraseHtml(say('bracketed', { note: filmedAt(filmed, labels) }))
    const step = mark(`<b id="step-${id}">${escapeHtml(number)}</b>`)
    const name = mark(`${escapeHtml(title)}${seen}`)
    const earlier = mark(stepLink(repeats?.number ?? ''))
    const changes = (repeats?.differing ?? []).map(({ here, there }) =>
      say('step.in-place', { here: mark(codeHtml(here)), there: mark(codeHtml(there)) }),
    )
    return changes.length === 0
      ? say('step.repeat', { step, name, earlier })
      : say('step.repeat-with', { step, name, earlier, changes: listed(changes, 'and') })
  })
  const [{ place }] = run
  const text = say('step.repeats', { place, steps: listed(steps, 'list.clauses'), ended: endOf(run) })
  return bodyHtml([headRow(`<p class="what">${phraseHtml(text)}</p>`)])
}

/** How all of them ended, or each. */
function endOf(run: Run): Text {
  const [{ ended }] = run
  if (run.some((one) => one.ended !== ended))
    return listed(run.map((one) => say('step.numbered-end', { step: one.number, ended: one.ended })))
  return run.length === 1 ? ended : say('step.each-ended', { ended })
}

const bodyHtml = (rows: readonly string[]) => `<tbody>${rows.join('\n')}</tbody>`
const headRow = (html: string) => `<tr class="step-row"><th colspan="2" scope="rowgroup">${html}</th></tr>`
const row = (head: string, cell: string) => `<tr><th scope="row">${head}</th><td>${cell}</td></tr>`
