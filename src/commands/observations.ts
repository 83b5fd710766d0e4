import { OBSERVED, type Observed, pointsOf } from '../assignment/rubric.ts'
import { fileOf, observationPath } from '../templates/overlay.ts'
import type { Templates } from '../templates/templates.ts'

/** Where the student says what they saw in a section, as they would name it. */
export const observationFile = (section: Observed): string => fileOf(observationPath(section), true)

/** Sections in which the student has said nothing of their own. */
export const unsaidIn = ({ observations }: Pick<Templates, 'observations'>): Observed[] =>
  OBSERVED.filter((section) => !observations.has(section))

/** A sentence that says what is still to be written in these sections, and what points are for it; null where nothing is. */
export function unsaidSentence(sections: readonly Observed[], id: string): string | null {
  if (sections.length === 0) return null
  const points = sections.reduce((sum, section) => sum + pointsOf(section), 0)
  return (
    `Your own observations are missing in ${sections.join(', ')}, a part of ${points} points: write them into ` +
    `${sections.map(observationFile).join(', ')}; npm run check -- --id ${id} prints what this run makes one ask.`
  )
}
