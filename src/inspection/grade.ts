import { FILM, RUBRIC, type Needs, type RubricItem } from '../assignment/rubric.ts'
import { type Checklist, unseenSteps } from '../film/checklist.ts'
import type { Check, GradedItem } from './checks.ts'
import { FAMILIES } from '../fonts/fonts.ts'
import type { Inspection } from './inspect.ts'
import type { Section } from './sections.ts'
import { firstTrace } from './traces.ts'

/** What the demo is found to be; `seconds` is null for a file that is no film. */
export interface FilmFacts {
  file: string
  bytes: number
  seconds: number | null
  /** The list of its steps that lies beside it, as `npm run demo` writes it; null where there is none. */
  checklist: Checklist | null
  /** `h264` and `yuv420p` play everywhere; null where it can't be told here. */
  coding: { codec: string; pixels: string } | null
  /** Whether it begins to play before all of it is loaded. */
  faststart: boolean
}

interface Deliverables {
  id: string
  report: Inspection
  film: FilmFacts | null
}

/** Courses' sites take far more; a report of this kind that is larger holds something that it should not. */
const MOST_BYTES = 1_000_000

/** The mark on every page of a report from the example run, for those that say nothing of their provenance. */
const EXAMPLE = /EXAMPLE DATA/

/** Whether a report may be handed in, check by check. */
export function checksOf({ id, report, film }: Deliverables): Check[] {
  const check = (name: Check['id'], fault: string | null, fine: string): Check => ({
    id: name,
    passed: fault === null,
    evidence: fault ?? fine,
  })
  const { internal, external } = report.links
  return [
    check('sections', sectionsFault(report), 'A to F are there, in order'),
    check('values', traceFault(report), 'no value is missing'),
    check('identity', identityFault(id, report), `${id} stands on the first page and in the file’s title`),
    check('measured', exampleFault(report), measuredEvidence(report)),
    check('layout', listed(report.layout.map(({ sentence }) => sentence)), 'everything fits on its page'),
    check('links', linksFault(report), `${internal} links within the report lead somewhere, ${external} out of it`),
    check('outline', outlineFault(report), `${report.outline.length} bookmarks, one for each heading`),
    check('fonts', fontsFault(report), `${report.fonts.length} fonts, all embedded, none of Type 3`),
    check('tags', tagsFault(report), `tagged, in the language “${report.metadata.lang}”`),
    check('metadata', metadataFault(report), 'title, author, subject and keywords are set'),
    check('size', sizeFault(report), kilobytes(report)),
    ...(film === null
      ? []
      : [
          check('film', filmFault(film), `${film.file} lasts ${minutes(film.seconds ?? 0)}`),
          check(
            'playback',
            recordingFault(film) === null ? playbackFault(film) : null,
            film.coding === null
              ? 'begins at once; its coding can’t be told here'
              : 'plays everywhere, and begins at once',
          ),
        ]),
  ]
}

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
  const shown = item(FILM.recording, 'present', `${film.file} lasts ${minutes(film.seconds ?? 0)}`)
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

/** The words that count: the whole section, or the parts under the headings that are asked for. */
function answer({ headings }: Section, { under }: Needs): string {
  const chosen = under === undefined ? headings : headings.filter(({ level, title }) => level > 1 && under.test(title))
  return chosen
    .map(({ text }) => text)
    .join(' ')
    .trim()
}

/** Words, each Chinese character being one. */
const words = (text: string) => text.match(/\p{Script=Han}|[^\s\p{Script=Han}]+/gu)?.length ?? 0

const sectionOf = ({ sections }: Inspection, id: string) => sections.find(({ title }) => title.startsWith(`${id}.`))

function sectionsFault({ sections, tagged }: Inspection): string | null {
  if (!tagged) return 'the file has no tags, so that its sections can’t be told apart'
  const found = sections.flatMap(({ title }) => /^([A-F])\./.exec(title)?.[1] ?? [])
  const missing = RUBRIC.map(({ id }) => id).filter((id) => !found.includes(id))
  if (missing.length > 0) return `section ${missing.join(', ')} is missing`
  const wanted = RUBRIC.map(({ id }) => id).join(', ')
  return found.join(', ') === wanted ? null : `the sections come as ${found.join(', ')} and not as ${wanted}`
}

function traceFault({ text }: Inspection): string | null {
  const trace = firstTrace(text)
  return trace === null ? null : `page ${trace.index + 1} prints “${trace.found}” (“…${trace.around}…”)`
}

function identityFault(id: string, { text, metadata }: Inspection): string | null {
  // A part of a longer id is another id.
  const own = new RegExp(`(?<![\\w-])${id}(?![\\w-])`)
  if (!own.test(text[0] ?? '')) return `${id} does not stand on the first page`
  return own.test(metadata.title) ? null : `the file’s title is “${metadata.title}”, without ${id}`
}

function measuredEvidence({ provenance }: Inspection): string {
  return provenance === null
    ? 'without the mark of the example; an older version printed it, which wrote down no more: print it again to be sure'
    : `made from measurements of its own, those of run ${provenance.run}, not from the example`
}

function exampleFault({ text, metadata, provenance }: Inspection): string | null {
  const isExample = provenance?.example ?? [...text, metadata.subject].some((one) => EXAMPLE.test(one))
  return isExample
    ? 'made from EXAMPLE DATA, which is not yours to hand in: run npm run lab, then npm run report'
    : null
}

function linksFault({ links }: Inspection): string | null {
  if (links.broken.length > 0) return `nothing lies where ${links.broken.join(', ')} should lead`
  return links.internal === 0 ? 'there is no link within the report, not even in the contents' : null
}

/** Spaces are lost where a heading wraps. */
const unspaced = (text: string) => text.replace(/\s+/g, '')

function outlineFault({ outline, sections }: Inspection): string | null {
  const headings = sections.flatMap((section) => section.headings)
  const index = headings.findIndex(({ title, level }, at) => {
    const bookmark = outline[at]
    return bookmark === undefined || bookmark.level !== level || unspaced(bookmark.title) !== unspaced(title)
  })
  const heading = headings[index]
  if (heading !== undefined) return `the heading “${heading.title}” has the bookmark “${outline[index]?.title ?? ''}”`
  return outline.length === headings.length && headings.length > 0
    ? null
    : `${outline.length} bookmarks for ${headings.length} headings`
}

function fontsFault({ fonts }: Inspection): string | null {
  const ours = FAMILIES.map((family) => family.replaceAll(' ', ''))
  if (fonts.length === 0) return 'no font can be read from the file'
  return listed(
    fonts.flatMap(({ name, type3, embedded }) => [
      ...(type3 ? [`${name} is of Type 3`] : []),
      ...(embedded ? [] : [`${name} is not embedded`]),
      ...(ours.some((family) => name.startsWith(family)) ? [] : [`${name} is none of the report’s fonts`]),
    ]),
  )
}

function tagsFault({ tagged, metadata }: Inspection): string | null {
  if (!tagged) return 'the file is not tagged'
  return metadata.lang === '' ? 'the file does not say its language' : null
}

function metadataFault({ metadata }: Inspection): string | null {
  const { title, author, subject, keywords } = metadata
  const missing = Object.entries({ title, author, subject, keywords }).filter(([, value]) => value === '')
  return missing.length === 0 ? null : `the file has no ${missing.map(([name]) => name).join(', no ')}`
}

function sizeFault(report: Inspection): string | null {
  return report.bytes > MOST_BYTES ? `${kilobytes(report)}, at most ${MOST_BYTES / 1000} kB are wanted` : null
}

const filmFault = (film: FilmFacts): string | null => recordingFault(film) ?? stepsFault(film)

function recordingFault({ file, seconds }: FilmFacts): string | null {
  if (seconds === null || seconds === 0) return `${file} is no film that can be read`
  return seconds > FILM.longestMinutes * 60
    ? `${file} lasts ${minutes(seconds)}, at most ${FILM.longestMinutes} minutes are allowed`
    : null
}

/** Costs no points, and may keep a reader from seeing it. */
function playbackFault({ file, coding, faststart }: FilmFacts): string | null {
  if (coding !== null && (coding.codec !== 'h264' || coding.pixels !== 'yuv420p'))
    return `${file} is ${coding.codec}, ${coding.pixels}, which does not play everywhere: h264, yuv420p does`
  return faststart
    ? null
    : `${file} has its index at the end, so that it plays only when all of it is loaded: ffmpeg -movflags +faststart mends that`
}

/** What the list of its steps says against a film. */
function stepsFault({ file, seconds, checklist }: FilmFacts): string | null {
  if (checklist === null) return null
  if (Math.abs((seconds ?? 0) - checklist.durationS) > 1)
    return `the list of steps beside ${file} is that of another film: npm run demo makes both`
  const unseen = unseenSteps(checklist)
  return listed(
    unseen.map(({ number, title, exitCode }) => {
      const step = `${number ?? 'the step'} “${title}”`
      return exitCode === null || exitCode === 0
        ? `${step} is not to be seen in ${file}`
        : `${step} fails in ${file}, with exit code ${exitCode}`
    }),
  )
}

const minutes = (seconds: number) => `${(seconds / 60).toFixed(1)} minutes`
const kilobytes = ({ bytes }: Inspection) => `${Math.round(bytes / 1000)} kB`

/** At most three of many faults, or null for none. */
function listed(faults: readonly string[]): string | null {
  if (faults.length === 0) return null
  const more = faults.length > 3 ? `; and ${faults.length - 3} more` : ''
  return faults.slice(0, 3).join('; ') + more
}
