import { z } from 'zod'
import type { MigrationSetting } from '../experiments/declaration.ts'
import { applySetting, offeredBy } from '../lab/experiments/settings.ts'
import { awaitIncoming, followMigration, migrationUri } from '../lab/machines/qemu/follow-migration.ts'
import type { Vm } from '../lab/machines/vm/vm.ts'
import { labNow, pause } from '../lab/tools/clock.ts'

const LIMIT_MS = 90_000
/** For the VM to run once the source has completed. */
const RUN_LIMIT_MS = 30_000
const POLL_MS = 100

const Totals = z.looseObject({
  downtime: z.number().optional(),
  'total-time': z.number().optional(),
  ram: z.looseObject({ 'dirty-sync-count': z.number(), transferred: z.number() }).optional(),
})
const State = z.looseObject({ running: z.boolean(), status: z.string() })

/** What QEMU says of a migration that it has completed. */
export interface Move {
  totalMs: number
  downtimeMs: number
  /** How often the dirty pages were collected. */
  rounds: number
  sentBytes: number
  /** Whether it went on as post-copy; one that converges at once does not get that far. */
  postcopy: boolean
}

/**
 * Moves the running VM to the waiting destination, with nothing around it that would measure.
 * @throws Error when QEMU does not complete it in time, or the VM does not run afterwards
 */
export async function move(source: Vm, destination: Vm, setting: MigrationSetting, signal: AbortSignal): Promise<Move> {
  await applySetting(source, destination, setting, await offeredBy(destination))
  await awaitIncoming(destination)
  await source.qmp.execute('migrate', { uri: migrationUri(destination.host) })
  const { outcome, switched } = await followMigration(source, destination, {
    limitMs: LIMIT_MS,
    postcopy: setting.postcopy,
    signal,
  })
  if (outcome.outcome === 'failed') throw new Error(`QEMU says that the migration failed: ${outcome.reason}`)
  if (outcome.outcome === 'did-not-converge')
    throw new Error(`the migration did not complete within ${LIMIT_MS / 1000} s`)
  await running(destination, signal)
  // Once more: QEMU says “completed” a moment before it has summed up.
  const { ram, downtime, 'total-time': total } = Totals.parse(await source.qmp.execute('query-migrate'))
  return {
    totalMs: total ?? 0,
    downtimeMs: downtime ?? 0,
    rounds: ram?.['dirty-sync-count'] ?? 0,
    sentBytes: ram?.transferred ?? 0,
    postcopy: switched,
  }
}

async function running(vm: Vm, signal: AbortSignal): Promise<void> {
  const deadline = labNow() + RUN_LIMIT_MS / 1000
  for (;;) {
    const { running: runs, status } = State.parse(await vm.qmp.execute('query-status'))
    if (runs) return
    if (labNow() > deadline) throw new Error(`the VM does not run after its migration: ${status}`)
    await pause(POLL_MS, signal)
  }
}
