import { FILM, type Needs, RUBRIC, type RubricItem } from '../assignment/rubric.ts'
import type { GradedItem } from './checks.ts'
import { type FilmFacts, lasts, recordingFault, stepsFault } from './film-faults.ts'
import type { Inspection } from './inspect.ts'
import type { Deliverables } from './report-checks.ts'
import type { Section } from './sections.ts'

/** Each item of the assignment: there, only a placeholder, or missing, as far as a program can see. */
export function gradeItems({ report, film }: Deliverables): GradedItem[] {
  const items = RUBRIC.flatMap(({ id, items }) =>
    items.map((item) => gradeItem(id, item, sectionOf(report, id), notMeasuredIn(report, id))),
  )
  return [...items, ...gradeFilm(film)]
}

function gradeFilm(film: FilmFacts | null): GradedItem[] {
  const item = (
    { asks, points }: { asks: string; points: number },
    status: GradedItem['status'],
    evidence: string,
  ): GradedItem => ({ part: 'film', asks, points, status, evidence })
  const none = 'no film lies beside the report'
  if (film === null) return [item(FILM.recording, 'missing', none), item(FILM.steps, 'missing', none)]
  const fault = recordingFault(film)
  if (fault !== null) return [item(FILM.recording, 'placeholder', fault), item(FILM.steps, 'missing', fault)]
  const shown = item(FILM.recording, 'present', lasts(film))
  if (film.checklist === null)
    return [shown, item(FILM.steps, 'present', 'no list of its steps lies beside it: only a viewer can say')]
  const lacks = stepsFault(film)
  const { steps } = film.checklist
  return [
    shown,
    lacks === null
      ? item(
          FILM.steps,
          'present',
          `${steps.length} of ${steps.length} steps, each with its time in ${film.file.replace(/\.\w+$/, '.steps.json')}`,
        )
      : item(FILM.steps, 'missing', lacks),
  ]
}

function gradeItem(
  part: string,
  { asks, points, needs }: RubricItem,
  section: Section | undefined,
  notMeasured: readonly string[],
): GradedItem {
  const item = { part, asks, points }
  if (section === undefined) return { ...item, status: 'missing', evidence: `there is no section ${part}` }
  const lacks = lacking(section, needs, notMeasured)
  if (lacks.length > 0) return { ...item, status: 'placeholder', evidence: lacks.join('; ') }
  return { ...item, status: 'present', evidence: `from page ${section.page}, ${words(answer(section, needs))} words` }
}

/** What an answer still needs. */
function lacking(section: Section, needs: Needs, notMeasured: readonly string[]): string[] {
  const text = answer(section, needs)
  const count = words(text)
  const notes = notMeasured.length > 0 ? `; not measured: ${notMeasured.join(', ')}` : ''
  const { figures = 0, tables = 0, mentions, under } = needs
  return [
    ...(under !== undefined && text === '' ? [`no heading of section ${section.title.slice(0, 1)} speaks of it`] : []),
    ...(count < needs.words ? [`${count} words, at least ${needs.words} are expected`] : []),
    ...(section.figures < figures ? [`no figure with data${notes}`] : []),
    ...(section.tables < tables ? [`${section.tables} tables, at least ${tables} are expected`] : []),
    ...mentions.filter((mention) => !mention.test(text)).map((mention) => `nothing about ${named(mention)}`),
  ]
}

/** What a section says was not measured: `figure timeline`. */
const notMeasuredIn = ({ provenance }: Inspection, section: string): string[] =>
  (provenance?.notMeasured ?? []).flatMap(({ part, id }) =>
    part === `section-${section}` ? [id.replace('-', ' ')] : [],
  )

/** An expression as a reader can take it. */
const named = ({ source }: RegExp) => source.replaceAll('\\b', '').replaceAll('|', ' or ')

/** The words that count: the whole section, or the parts under the headings that are asked for. Pieces of a line may lie apart. */
function answer({ headings }: Section, { under }: Needs): string {
  const chosen = under === undefined ? headings : headings.filter(({ level, title }) => level > 1 && under.test(title))
  return chosen
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Words, each Chinese character being one. */
const words = (text: string) => text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)?.length ?? 0

const sectionOf = ({ sections }: Inspection, id: string) => sections.find(({ title }) => title.startsWith(`${id}.`))
