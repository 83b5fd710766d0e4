import { OBSERVED, type Observed } from '../assignment/rubric.ts'
import { UserError } from '../errors.ts'
import type { Overlay } from './overlay.ts'
import { orderProblem, type ReportTemplate } from './report-template.ts'
import { type Template, TemplateReader } from './template.ts'

/** The documents that a report is made of, before any value stands in them. */
export interface Documents {
  title: Template
  /** In the order of report.json. */
  sections: Template[]
  appendix: Template
  partials: Map<string, Template>
  /** What the student saw, by the section at whose end it stands. */
  observations: Map<Observed, Template>
}

/** Those that are printed by themselves, and not as a piece of another. */
export const printedIn = ({ title, sections, appendix, observations }: Documents): Template[] => [
  title,
  ...sections,
  ...observations.values(),
  appendix,
]

/** Reads all documents. @throws UserError `template` with a line for each mistake: file, line and column */
export function loadDocuments(overlay: Overlay, report: ReportTemplate): Documents {
  const reader = new TemplateReader(overlay, report.language)
  const sections = reader.all('sections')
  const documents = {
    title: reader.one('layout', 'title'),
    sections: sections.toSorted((a, b) => report.sections.indexOf(a.name) - report.sections.indexOf(b.name)),
    appendix: reader.one('layout', 'appendix'),
    partials: new Map(reader.all('partials').map((partial) => [partial.name, partial])),
    observations: new Map(
      OBSERVED.flatMap((name): [Observed, Template][] => {
        const observation = reader.observation(name)
        return observation === null ? [] : [[name, observation]]
      }),
    ),
  }
  const misplaced = orderProblem(
    overlay,
    report,
    sections.map(({ name }) => name),
  )
  const problems = [...reader.problems, ...(misplaced === null ? [] : [misplaced])]
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return documents
}
