import { say, type Text } from '../text/phrase.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH, type Words } from '../text/words.ts'
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

/** Whether a report may be handed in, check by check. @param words in which it is said */
export function checksOf({ id, report, film }: Deliverables, words: Words = ENGLISH): Check[] {
  const check = (name: Check['id'], fault: Text | null, fine: Text): Check => ({
    id: name,
    passed: fault === null,
    evidence: spoken(fault ?? fine, words),
  })
  const { internal, external } = report.links
  return [
    check('sections', sectionsFault(report), say('check.sections')),
    check('values', traceFault(report), say('check.values')),
    check('identity', identityFault(id, report), say('check.identity', { id })),
    check('measured', exampleFault(report), measuredEvidence(report)),
    check('layout', listed(report.layout.map(({ sentence }) => sentence)), say('check.layout')),
    check('links', linksFault(report), say('check.links', { internal, external })),
    check('outline', outlineFault(report), say('check.outline', { bookmarks: report.outline.length })),
    check('fonts', fontsFault(report), say('check.fonts', { fonts: report.fonts.length })),
    check('tags', tagsFault(report), say('check.tags', { language: report.metadata.lang })),
    check('metadata', metadataFault(report), say('check.metadata')),
    check('size', sizeFault(report), kilobytes(report)),
    ...(film === null
      ? []
      : [
          check('film', filmFault(film), lasts(film)),
          check(
            'playback',
            recordingFault(film) === null ? playbackFault(film) : null,
            say(film.coding === null ? 'check.playback.unknown' : 'check.playback'),
          ),
        ]),
  ]
}
