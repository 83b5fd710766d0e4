import type { GradedItem } from '../../inspection/checks.ts'
import { formatElapsed } from '../../text/durations.ts'
import { joined, say, type Text, text } from '../../text/phrase.ts'
import type { ClassRow, ComparedRow } from './class-row.ts'

/** How an item's status is written where there is room for a letter. */
export const SIGNS = { present: '✓', placeholder: '○', missing: '–' } as const satisfies Record<
  GradedItem['status'],
  string
>

/** More of them say no more. */
const MOST_NAMED = 3

/** `113, 114, 115 and 12 more` */
function students(ids: readonly string[]): Text {
  const named = ids.slice(0, MOST_NAMED).join(', ')
  return ids.length > MOST_NAMED ? say('class.more', { students: named, count: ids.length - MOST_NAMED }) : named
}

/** Whose data a report has, too; empty where it has its own. */
export function sameTexts({ file, run, numbers }: ComparedRow['same']): Text[] {
  const percent = Math.min(...numbers.map((one) => one.percent))
  return [
    ...(file.length === 0 ? [] : [say('class.same.file', { students: students(file) })]),
    ...(run.length === 0 ? [] : [say('class.same.run', { students: students(run) })]),
    ...(numbers.length === 0
      ? []
      : [say('class.same.numbers', { percent, students: students(numbers.map(({ id }) => id)) })]),
  ]
}

/** Parts of the assignment of which something is not there: `A`, `F`, `film`. */
export const missingParts = ({ items }: ClassRow): string[] => [
  ...new Set(items.filter(({ status }) => status !== 'present').map(({ part }) => part)),
]

/** How long the film lasts; empty where none lies there. */
export const filmText = ({ film }: ClassRow): Text => {
  if (film === null) return SIGNS.missing
  return film.seconds === null ? film.file : formatElapsed(film.seconds * 1000)
}

/** What the list of its steps says of it. */
export function stepsText({ film }: ClassRow): Text {
  if (film === null) return ''
  if (film.steps === null) return say('class.no-list')
  const { seen, all, unseen } = film.steps
  const of = say('class.seen', { seen, steps: all })
  return unseen.length === 0 ? of : joined([of, say('class.unseen', { steps: unseen.join(', ') })], '; ')
}

/** What a report is made from. */
export function dataText({ file, ours, example, run, numbers }: ClassRow): Text {
  if (file === null) return ''
  const from = ours
    ? example
      ? say('class.example')
      : say('class.run', { run: run ?? '' })
    : say('class.other-program')
  return numbers === null ? from : text`${from}, ${say('class.numbers', { hash: numbers })}`
}

/** Why nothing of a report can be seen; null where it can. */
export function absence({ file, unreadable }: ClassRow): Text | null {
  if (file === null) return say('class.no-report')
  return unreadable === null ? null : say('class.unreadable', { file, why: unreadable })
}
