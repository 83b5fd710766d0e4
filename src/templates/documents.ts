import { UserError } from '../errors.ts'
import type { Overlay } from './overlay.ts'
import { orderProblem, type Settings } from './settings.ts'
import { type Template, TemplateReader } from './template.ts'

/** The documents that a report is made of, before any value stands in them. */
export interface Documents {
  title: Template
  /** In the order of the settings. */
  sections: Template[]
  appendix: Template
  partials: Map<string, Template>
}

/** Reads all documents. @throws UserError `template` with a line for each mistake: file, line and column */
export function loadDocuments(overlay: Overlay, settings: Settings): Documents {
  const reader = new TemplateReader(overlay, settings.language)
  const sections = reader.all('sections')
  const documents = {
    title: reader.one('layout', 'title'),
    sections: sections.toSorted((a, b) => settings.sections.indexOf(a.name) - settings.sections.indexOf(b.name)),
    appendix: reader.one('layout', 'appendix'),
    partials: new Map(reader.all('partials').map((partial) => [partial.name, partial])),
  }
  const misplaced = orderProblem(
    overlay,
    settings,
    sections.map(({ name }) => name),
  )
  const problems = [...reader.problems, ...(misplaced === null ? [] : [misplaced])]
  if (problems.length > 0) throw new UserError('template', problems.join('\n'))
  return documents
}
