import { OBSERVED, pointsOf } from '../../assignment/rubric.ts'
import { UserError } from '../../errors.ts'
import { questionsOf } from '../../findings/questions/questions.ts'
import type { Checks } from '../../inspection/checks.ts'
import type { Inspection } from '../../inspection/inspect.ts'
import type { Provenance } from '../../inspection/provenance.ts'
import { project } from '../../project.ts'
import { knownLanguage } from '../../templates/language.ts'
import { Overlay } from '../../templates/overlay.ts'
import { loadTemplates, type Templates } from '../../templates/templates.ts'
import { labelsIn } from '../../text/labels.ts'
import { spoken } from '../../text/spoken.ts'
import type { Words } from '../../text/words.ts'
import { givenRun } from '../given-run.ts'
import { observationFile, unsaidIn } from '../observations.ts'
import { readReportData } from '../report-data.ts'

type Observations = Checks['observations']

/**
 * What the student saw, section by section: printed, written since, or still to be written, with what the run of the
 * report makes one ask.
 * @param words in which it is asked
 * @throws UserError `template` where a template is wrong
 */
export function observationsIn({ sections, provenance }: Inspection, words: Words): Observations {
  // The heading is that of the language that the report is printed in.
  const templates = loadPrintedIn(provenance)
  const title = labelsIn(templates.words).observations
  const unsaid = unsaidIn(templates)
  const printed = printedUnder(title, sections)
  const questions = OBSERVED.every((section) => printed.includes(section))
    ? null
    : questionsIn(provenance, { ...templates, words })
  return OBSERVED.map((section) => ({
    section,
    points: pointsOf(section),
    status: printed.includes(section) ? 'printed' : unsaid.includes(section) ? 'empty' : 'written',
    file: observationFile(section),
    questions: printed.includes(section) ? [] : (questions?.[section] ?? []),
  }))
}

/** Sections with the heading under which a student's own observations stand. */
const printedUnder = (title: string, sections: Inspection['sections']): Observations[number]['section'][] =>
  OBSERVED.filter((section) =>
    sections.some(
      (one) => one.title.startsWith(`${section}.`) && one.headings.some((heading) => heading.title === title),
    ),
  )

/** Gives the sections in which the student's own observations are printed, of a report of ours; null of any other. */
export function observedIn(): (report: Inspection) => Observations[number]['section'][] | null {
  const titles = new Map<string, string>()
  return ({ sections, provenance }) => {
    if (provenance === null) return null
    const title = titles.get(provenance.language) ?? labelsIn(loadPrintedIn(provenance).words).observations
    titles.set(provenance.language, title)
    return printedUnder(title, sections)
  }
}

/** The templates of a report's language; as the settings have them where it tells none that there is. */
function loadPrintedIn(provenance: Provenance | null): Templates {
  const { templates } = project()
  const known = provenance === null ? null : knownLanguage(new Overlay(templates), provenance.language)
  return loadTemplates(templates, known ?? undefined)
}

/** What the run makes one ask; null where it is not there any more, or the report does not say which it is. */
function questionsIn(
  provenance: Provenance | null,
  templates: Templates,
): Record<Observations[number]['section'], string[]> | null {
  if (provenance === null) return null
  const { run, example } = provenance
  try {
    const folder = givenRun(example ? { example } : { run })
    if (folder === null) return null
    const { B, C, D } = questionsOf(readReportData(folder, templates).analysis)
    const inWords = (questions: typeof B): string[] =>
      questions.map(({ sentence }) => spoken(sentence, templates.words).replaceAll('`', ''))
    return { B: inWords(B), C: inWords(C), D: inWords(D) }
  } catch (cause) {
    // Wherever the report comes from, it can be checked without the run.
    if (cause instanceof UserError && cause.code !== 'template') return null
    throw cause
  }
}
