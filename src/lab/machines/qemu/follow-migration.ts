import { z } from 'zod'
import { TOPOLOGY } from '../../../assignment/topology.ts'
import { labNow, pause, within } from '../../tools/clock.ts'
import type { Host } from '../hosts/host.ts'
import type { Vm } from '../vm/vm.ts'
import { type MigrationOutcome, migrationCourse } from './migration-course.ts'

/** `query-migrate` is asked this often: at least every 0.1 s with the time that the answer takes. */
const POLL_MS = 60
/** QEMU answers at once, unless it waits for a disk that does not. */
const ANSWER_LIMIT_MS = 30_000

const Status = z.looseObject({
  status: z.string().optional(),
  'error-desc': z.string().optional(),
  ram: z.looseObject({ 'dirty-sync-count': z.number() }).optional(),
})

export interface FollowOptions {
  /** Until then it has completed, or is cancelled. */
  limitMs: number
  /** Whether it goes on as post-copy after its first round. */
  postcopy: boolean
  signal: AbortSignal
}

/**
 * Asks the source about its migration until it has completed, failed, or has had its time.
 * @returns its outcome, and whether it went on as post-copy: one that converges at once does not get that far
 * @throws Error where a QEMU does not answer, or not do as it was told, or the destination is gone
 */
export async function followMigration(
  { qmp, host }: Vm,
  destination: Vm,
  { limitMs, postcopy, signal }: FollowOptions,
): Promise<{ outcome: MigrationOutcome; switched: boolean }> {
  const answerTo = (command: string) =>
    within(ANSWER_LIMIT_MS, `the answer of QEMU in ${host.name} to ${command}`, qmp.execute(command), signal)
  const course = migrationCourse({ limitMs, postcopy, startedS: labNow() })
  let switched = false
  for (;;) {
    const askedAt = labNow()
    const { status, ram, ...rest } = Status.parse(await answerTo('query-migrate'))
    const next = course(
      { status, rounds: ram?.['dirty-sync-count'] ?? 0, reason: rest['error-desc'] },
      labNow(),
      destination.failure()?.sentence,
    )
    if (next !== null && 'outcome' in next) return { outcome: next.outcome, switched }
    if (next !== null) {
      await answerTo(next.command)
      switched ||= next.command === 'migrate-start-postcopy'
    }
    await pause(Math.max(1, POLL_MS - (labNow() - askedAt) * 1000), signal)
  }
}

/** Where the destination listens, seen from the source. */
export const migrationUri = (destination: Host): string => `tcp:${destination.address}:${TOPOLOGY.migrationPort}`

/** Has a QEMU that was started without an address listen for the VM. */
export async function awaitIncoming({ qmp }: Vm): Promise<void> {
  await qmp.execute('migrate-incoming', { uri: `tcp:0:${TOPOLOGY.migrationPort}` })
}
