import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Observed } from '../../assignment/rubric.ts'
import { UserError } from '../../errors.ts'
import { unseenSteps } from '../../film/checklist.ts'
import type { Check, GradedItem } from '../../inspection/checks.ts'
import type { FilmFacts } from '../../inspection/film-faults.ts'
import { gradeItems } from '../../inspection/grade.ts'
import { type Inspection, inspect } from '../../inspection/inspect.ts'
import { checksOf } from '../../inspection/report-checks.ts'
import { type DataMarks, measuredNumbers, numbersHash, type SameData } from '../../inspection/same-data.ts'
import { withTextSections } from '../../inspection/text-sections.ts'
import type { Words } from '../../text/words.ts'
import { findFilm } from './film.ts'
import type { HandedIn } from './handed-in.ts'

/** A film of a class, by the list of its steps where one lies beside it. */
interface FilmRow {
  file: string
  seconds: number | null
  steps: { seen: number; all: number; unseen: string[] } | null
}

/** What can be seen of what one student has handed in. */
export interface ClassRow {
  id: string
  name: string | null
  /** Name of the report; null where there is none. */
  file: string | null
  /** Why it can't be read, or null. */
  unreadable: string | null
  /** Made by this program; what is not has no more than what lines and pictures tell. */
  ours: boolean
  pages: number
  items: GradedItem[]
  /** Checks that fail. */
  faults: Check[]
  /** Sections with the student's own observations; null where it can't be told. */
  observed: Observed[] | null
  film: FilmRow | null
  /** The address of the film that the first page leads to. */
  link: string | null
  run: string | null
  example: boolean
  language: string | null
  /** A short name of the measured numbers. */
  numbers: string | null
}

/** A row with what it has in common with others. */
export interface ComparedRow extends ClassRow {
  same: SameData
}

export const pointsOf = ({ items }: ClassRow): { present: number; total: number } => {
  const sum = (some: readonly GradedItem[]) => some.reduce((total, { points }) => total + points, 0)
  return { present: sum(items.filter(({ status }) => status === 'present')), total: sum(items) }
}

/** Reads what a student has handed in. @param observedIn gives the sections with own observations */
export async function classRow(
  { id, name, file, folder, names }: HandedIn,
  observedIn: (report: Inspection) => Observed[] | null,
  words: Words,
): Promise<{ row: ClassRow; marks: DataMarks | null }> {
  const { film, filmFault } = await filmOf(folder, names)
  const nothing: ClassRow = {
    id,
    name,
    file: file === null ? null : path.basename(file),
    unreadable: null,
    ours: false,
    pages: 0,
    items: gradeItems({ id, report: NOTHING, film }, words),
    faults: filmFault,
    observed: null,
    film: film === null ? null : filmRow(film),
    link: null,
    run: null,
    example: false,
    language: null,
    numbers: null,
  }
  if (file === null) return { row: nothing, marks: null }
  let pdf: Uint8Array
  let report: Inspection
  try {
    pdf = readFileSync(file)
    report = withTextSections(await inspect(pdf))
  } catch (error) {
    // Whoever hands in what is no PDF must not keep the others from being read.
    const why = error instanceof UserError && error.cause instanceof Error ? error.cause : error
    return { row: { ...nothing, unreadable: why instanceof Error ? why.message : String(why) }, marks: null }
  }
  const { provenance } = report
  const numbers = measuredNumbers(report)
  const row: ClassRow = {
    ...nothing,
    ours: provenance !== null,
    pages: report.pages,
    items: gradeItems({ id, report, film }, words),
    faults: [
      ...filmFault,
      ...checksOf({ id, report, film }, words).filter(
        (check) => !check.passed && (provenance !== null || OF_ANY.has(check.id)),
      ),
    ],
    observed: observedIn(report),
    link: provenance === null ? (report.links.onFirstPage[0] ?? null) : provenance.videoUrl,
    run: provenance?.run ?? null,
    example: provenance?.example ?? false,
    language: provenance?.language ?? (report.metadata.lang || null),
    numbers: numbersHash(numbers),
  }
  const sha256 = createHash('sha256').update(pdf).digest('hex')
  return { row, marks: { id, sha256, run: row.run, numbers } }
}

/** The film, or why what lies beside it can't be read: that must not keep the others from being read. */
async function filmOf(
  folder: string,
  names: HandedIn['names'],
): Promise<{ film: FilmFacts | null; filmFault: Check[] }> {
  try {
    return { film: await findFilm(folder, names), filmFault: [] }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { film: null, filmFault: [{ id: 'film', passed: false, evidence: error.message }] }
  }
}

/** Of what another program made nobody asked for more. */
const OF_ANY: ReadonlySet<Check['id']> = new Set(['values', 'identity', 'size', 'film', 'playback'])

/** What is to be seen of a report that is not there. */
const NOTHING: Pick<Inspection, 'sections' | 'provenance'> = { sections: [], provenance: null }

function filmRow({ file, seconds, checklist }: FilmFacts): FilmRow {
  if (checklist === null) return { file, seconds, steps: null }
  const unseen = unseenSteps(checklist).map(({ number, title }) => (number === null ? title : `${number} ${title}`))
  const all = checklist.steps.filter(({ required }) => required).length
  return { file, seconds, steps: { seen: Math.max(0, all - unseen.length), all, unseen } }
}
