import type { JournalEntry } from '../data/schema.ts'
import type { Analysis } from '../findings/analysis.ts'
import { architectureDrawing } from './architecture.ts'
import { coloDrawing } from './colo.ts'
import type { Drawing, DrawingId } from './drawing.ts'
import { precopyDrawing } from './precopy.ts'

/** Every drawing of the report. */
export function buildDrawings(analysis: Analysis, journal: readonly JournalEntry[]): Record<DrawingId, Drawing> {
  return {
    architecture: architectureDrawing(analysis.environment, journal),
    precopy: precopyDrawing(analysis.migration.migrations),
    colo: coloDrawing(),
  }
}
