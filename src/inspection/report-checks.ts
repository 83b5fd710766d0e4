import type { Check } from './checks.ts'
import { type FilmFacts, filmFault, lasts, playbackFault, recordingFault } from './film-faults.ts'
import type { Inspection } from './inspect.ts'
import { listed } from './listed.ts'
import {
  exampleFault,
  fontsFault,
  identityFault,
  kilobytes,
  linksFault,
  measuredEvidence,
  metadataFault,
  outlineFault,
  sectionsFault,
  sizeFault,
  tagsFault,
  traceFault,
} from './report-faults.ts'

/** What is handed in; `film` is null where none lies beside the report. */
export interface Deliverables {
  id: string
  report: Inspection
  film: FilmFacts | null
}

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
    check(
      'tags',
      tagsFault(report),
      `tagged in the language “${report.metadata.lang}”, all but artifacts, with texts for figures and links`,
    ),
    check('metadata', metadataFault(report), 'title, author, subject and keywords are set'),
    check('size', sizeFault(report), kilobytes(report)),
    ...(film === null
      ? []
      : [
          check('film', filmFault(film), lasts(film)),
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
