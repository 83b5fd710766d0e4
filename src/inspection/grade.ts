import { FILM, type Needs, RUBRIC, type RubricItem } from '../assignment/rubric.ts'
import { listed, say, type Text } from '../text/phrase.ts'
import { spoken, type Unspoken } from '../text/spoken.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import type { GradedItem } from './checks.ts'
import { type FilmFacts, lasts, recordingFault, stepsFault } from './film-faults.ts'
import type { Inspection } from './inspect.ts'
import type { Deliverables } from './report-checks.ts'
import type { Section } from './sections.ts'

type Graded = Unspoken<GradedItem>

/** What points are given for. */
type Gradable = Omit<Deliverables, 'report'> & { report: Pick<Inspection, 'sections' | 'provenance'> }

/** Each item of the assignment: there, only a placeholder, or missing, as far as a program can see. @param words in which it is said */
export function gradeItems({ report, film }: Gradable, words: Words = ENGLISH): GradedItem[] {
  const items = RUBRIC.flatMap(({ id, items }) =>
    items.map((item) => gradeItem(id, item, sectionOf(report, id), notMeasuredIn(report, id))),
  )
  return spoken<GradedItem[]>([...items, ...gradeFilm(film)], words)
}

function gradeFilm(film: FilmFacts | null): Graded[] {
  const item = (
    { asks, points }: { asks: Text; points: number },
    status: Graded['status'],
    evidence: Text,
  ): Graded => ({ part: 'film', asks, points, status, evidence })
  const none = say('grade.film.none')
  if (film === null) return [item(FILM.recording, 'missing', none), item(FILM.steps, 'missing', none)]
  const fault = recordingFault(film)
  if (fault !== null) return [item(FILM.recording, 'placeholder', fault), item(FILM.steps, 'missing', fault)]
  const shown = item(FILM.recording, 'present', lasts(film))
  if (film.checklist === null) return [shown, item(FILM.steps, 'present', say('grade.film.no-list'))]
  const lacks = stepsFault(film)
  const { steps } = film.checklist
  return [
    shown,
    lacks === null
      ? item(
          FILM.steps,
          'present',
          say('grade.film.steps', { steps: steps.length, list: film.file.replace(/\.\w+$/, '.steps.json') }),
        )
      : item(FILM.steps, 'missing', lacks),
  ]
}

function gradeItem(
  part: string,
  { asks, points, needs }: RubricItem,
  section: Section | undefined,
  notMeasured: readonly string[],
): Graded {
  const item = { part, asks, points }
  if (section === undefined) return { ...item, status: 'missing', evidence: say('grade.no-section', { section: part }) }
  const lacks = lacking(section, needs, notMeasured)
  if (lacks.length > 0) return { ...item, status: 'placeholder', evidence: listed(lacks, 'list.clauses') }
  const count = wordsIn(answer(section, needs))
  return { ...item, status: 'present', evidence: say('grade.present', { page: section.page, count }) }
}

/** What an answer still needs. */
function lacking(section: Section, needs: Needs, notMeasured: readonly string[]): Text[] {
  const text = answer(section, needs)
  const count = wordsIn(text)
  const { figures = 0, tables = 0, mentions, under } = needs
  return [
    ...(under !== undefined && text === '' ? [say('grade.no-heading', { section: section.title.slice(0, 1) })] : []),
    ...(count < needs.words ? [say('grade.words', { count, least: needs.words })] : []),
    ...(section.figures < figures
      ? [
          notMeasured.length === 0
            ? say('grade.no-figure')
            : say('grade.no-figure-because', { places: listed(notMeasured) }),
        ]
      : []),
    ...(section.tables !== null && section.tables < tables
      ? [say('grade.tables', { count: section.tables, least: tables })]
      : []),
    ...mentions
      .filter((mention) => !mention.test(text))
      .map((mention) => say('grade.nothing-about', { name: named(mention) })),
  ]
}

/** What a section says was not measured: `figure timeline`. */
const notMeasuredIn = ({ provenance }: Gradable['report'], section: string): string[] =>
  (provenance?.notMeasured ?? []).flatMap(({ part, id }) =>
    part === `section-${section}` ? [id.replace('-', ' ')] : [],
  )

/** An expression as a reader can take it. */
const named = ({ source }: RegExp): Text =>
  source
    .replaceAll('\\b', '')
    .split('|')
    .map<Text>((one) => one)
    .reduce((first, second) => say('or', { first, second }))

/** The words that count: the whole section, or the parts under the headings that are asked for. Pieces of a line may lie apart. */
function answer({ headings, tables }: Section, { under }: Needs): string {
  // What only lines tell of has no headings within it.
  const chosen =
    under === undefined || tables === null
      ? headings
      : headings.filter(({ level, title }) => level > 1 && under.test(title))
  return chosen
    .map(({ text }) => text)
    .join(' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Words, each Chinese character being one. */
const wordsIn = (text: string) => text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)?.length ?? 0

const sectionOf = ({ sections }: Gradable['report'], id: string) =>
  sections.find(({ title }) => title.startsWith(`${id}.`))
