import type { Migration } from '../../data/schema.ts'
import { ParseError } from '../../measurements/parse-error.ts'
import type { QmpLog } from '../../measurements/qemu/qmp.ts'
import { say } from '../../text/phrase.ts'
import { passesIn, SEARCHES_IN_STOP } from '../reading/milestones.ts'
import { isCopying } from './copying.ts'
import type { MigrationResult } from './result.ts'
import { type Pages, pagesOf } from './silence.ts'

type CopyingSeries = Pick<
  MigrationResult['series'],
  'migrationBitsPerSecond' | 'remainingBytes' | 'dirtyPagesPerSecond'
>

/**
 * What query-migrate said while pages were copied. QEMU works out how fast pages are dirtied when it searches for dirty
 * ones and repeats that figure until the next search, so only the first answer after a search counts.
 */
export function copyingSeries(source: QmpLog, migration: Migration): CopyingSeries {
  const active = source.polls.flatMap(({ atS, reply }) =>
    isCopying(reply) && reply.ram ? [{ s: atS - migration.migrateAt, ram: reply.ram }] : [],
  )
  return {
    migrationBitsPerSecond: active.map(({ s, ram }) => ({ s, value: ram.mbps * 1e6 })),
    remainingBytes: active.map(({ s, ram }) => ({ s, value: ram.remaining })),
    dirtyPagesPerSecond: active.flatMap(({ s, ram }, index) => {
      const before = active[index - 1]
      const searched = before !== undefined && ram['dirty-sync-count'] > before.ram['dirty-sync-count']
      return searched ? [{ s, value: ram['dirty-pages-rate'] }] : []
    }),
  }
}

/** From the event of the setup to that of the completion, on the clock of the source. */
function betweenEventsMs({ events }: QmpLog, file: string): number {
  const at = (status: string) => events.find(({ name, data }) => name === 'MIGRATION' && data.status === status)?.atS
  const [setup, completed] = [at('setup'), at('completed')]
  if (setup === undefined || completed === undefined)
    throw new ParseError(file, null, say('expected.events-of-setup-and-completion'))
  return (completed - setup) * 1000
}

/** QEMU's own account once the migration is over. What it said before `migrate` is about an earlier one. */
export function finalPoll(
  log: QmpLog,
  migration: Migration,
  file: string,
): {
  totalMs: number
  setupMs: number
  downtimeMs: number | null
  transferredBytes: number
  pages: Pages | null
  passes: number
} {
  const source = { ...log, polls: log.polls.filter(({ atS }) => atS >= migration.migrateAt) }
  const failed = source.polls.find(({ reply }) => reply.status === 'failed' || reply.status === 'cancelled')
  if (failed) {
    const { status, 'error-desc': description } = failed.reply
    throw new ParseError(file, null, say('expected.migration-that-completed'), description ?? status)
  }
  const reply = source.polls.findLast((poll) => poll.reply.status === 'completed')?.reply
  if (!reply?.ram || reply['total-time'] === undefined || reply['setup-time'] === undefined) {
    throw new ParseError(file, null, say('expected.answer-to-query-migrate-with-the-status'))
  }
  // QEMU sets the status before it sums up: an answer from in between has zeros. Its events tell the total all the same.
  const summedUp = reply['total-time'] > 0
  return {
    totalMs: summedUp ? reply['total-time'] : betweenEventsMs(source, file),
    setupMs: reply['setup-time'],
    downtimeMs: summedUp ? (reply.downtime ?? null) : null,
    transferredBytes: reply.ram.transferred,
    pages: pagesOf(reply.ram),
    passes: passesIn(log) ?? Math.max(1, reply.ram['dirty-sync-count'] - SEARCHES_IN_STOP),
  }
}
