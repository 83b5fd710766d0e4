import type { JournalEntry } from '../data/schema.ts'
import type { Analysis } from '../findings/analysis.ts'
import { type Spoken, spoken } from '../text/spoken.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import { architectureDrawing } from './architecture.ts'
import { coloDrawing } from './colo.ts'
import type { Drawing, DrawingId } from './drawing.ts'
import { precopyDrawing } from './precopy.ts'

/** Every drawing of the report. */
export function buildDrawings(
  analysis: Analysis,
  journal: readonly JournalEntry[],
  words: Words = ENGLISH,
): Record<DrawingId, Spoken<Drawing>> {
  return spoken(
    {
      architecture: architectureDrawing(analysis.environment, journal),
      precopy: precopyDrawing(analysis.migration.migrations),
      colo: coloDrawing(),
    },
    words,
  )
}
