import type { Migration } from '../../../data/schema.ts'

/** What post-copy is given beyond the limit: it comes to an end by itself, and to cancel it is to lose the VM. */
const POSTCOPY_LIMIT_S = 90
/** For QEMU to end a migration that it was told to cancel. */
const CANCEL_LIMIT_S = 30
/** For the source to say itself that it failed, once the destination's QEMU is gone. */
const GONE_LIMIT_S = 5

export type MigrationOutcome = Pick<Migration, 'outcome' | 'reason'>

/** What is read of an answer to `query-migrate`. */
export interface Answer {
  status: string | undefined
  /** Rounds over the VM's memory so far. */
  rounds: number
  reason: string | undefined
}

/** The end of it, a command for QEMU, or nothing but to ask again. */
export type Next = { outcome: MigrationOutcome } | { command: 'migrate-start-postcopy' | 'migrate_cancel' } | null

/**
 * Follows a migration from what the source answers about it: tells at each answer what there is to do.
 *
 * @param limitMs until then it has completed, or is cancelled
 * @param startedS the lab's clock when it was begun, as `nowS` later, s
 * @returns a function that throws when QEMU does not end what it was told to cancel, or when the destination
 *   (`destinationFailure` tells why) is gone and the source does not notice
 */
export function migrationCourse({
  limitMs,
  postcopy,
  startedS,
}: {
  limitMs: number
  postcopy: boolean
  startedS: number
}): (answer: Answer, nowS: number, destinationFailure: string | undefined) => Next {
  const limitS = limitMs / 1000
  const until = { 'pre-copy': limitS, 'post-copy': limitS + POSTCOPY_LIMIT_S, cancelled: limitS + CANCEL_LIMIT_S }
  let phase: keyof typeof until = 'pre-copy'
  let goneAtS: number | null = null

  return ({ status, rounds, reason }, nowS, destinationFailure) => {
    if (status === 'completed') return { outcome: { outcome: 'completed', reason: null } }
    // What was cancelled may fail on its socket, which is shut down under it, a moment before it knows that it was cancelled.
    if (status === 'cancelled' || (status === 'failed' && phase === 'cancelled' && destinationFailure === undefined)) {
      return { outcome: { outcome: 'did-not-converge', reason: null } }
    }
    if (status === 'failed') return { outcome: { outcome: 'failed', reason: reason ?? 'QEMU gave no reason' } }
    // Its end shows at the source as a failed migration, but only after the limits of TCP where the whole host is gone.
    if (destinationFailure !== undefined) goneAtS ??= nowS
    if (goneAtS !== null && nowS > goneAtS + GONE_LIMIT_S)
      throw new Error(`${destinationFailure} while the VM was on its way there`)
    if (postcopy && phase === 'pre-copy' && status === 'active' && rounds >= 2) {
      phase = 'post-copy'
      return { command: 'migrate-start-postcopy' }
    }
    if (nowS <= startedS + until[phase]) return null
    if (phase === 'post-copy')
      return { outcome: { outcome: 'failed', reason: `post-copy was not over after ${until[phase]} s` } }
    if (phase === 'cancelled')
      throw new Error(`QEMU did not end the migration within ${CANCEL_LIMIT_S} s after it was told to`)
    phase = 'cancelled'
    return { command: 'migrate_cancel' }
  }
}
