import { say, type Text } from '../../text/phrase.ts'
import type { MigrationResult } from './result.ts'

const timedIn = (migrations: readonly MigrationResult[]): MigrationResult[] =>
  migrations.filter(({ downtimeMs: { events } }) => events !== null)

/**
 * The migration that stands for all in the timeline and in section E's drawing: the one in the middle by its pause from
 * STOP to RESUME, of an even number the shorter of both; where no pause is known, the first.
 */
export function shownOf(migrations: readonly MigrationResult[]): MigrationResult | undefined {
  const timed = timedIn(migrations).toSorted((a, b) => (a.downtimeMs.events ?? 0) - (b.downtimeMs.events ?? 0))
  return timed[Math.ceil(timed.length / 2) - 1] ?? migrations[0]
}

/** That it is the one in the middle, where there is a choice. */
export const chosenClause = (migrations: readonly MigrationResult[]): Text =>
  timedIn(migrations).length > 1 ? say('chart.shown.middle') : ''
