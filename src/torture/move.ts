import { z } from 'zod'
import { migrationUri } from '../lab/experiments/migration.ts'
import type { MigrationSetting } from '../experiments/declaration.ts'
import { applySetting, offeredBy } from '../lab/experiments/settings.ts'
import { labNow, pause } from '../lab/tools/clock.ts'
import { SETTING } from '../assignment/procedure.ts'
import type { Vm } from '../lab/machines/vm/vm.ts'

const LIMIT_MS = 90_000
const POLL_MS = 100

const Status = z.looseObject({
  status: z.string().optional(),
  'error-desc': z.string().optional(),
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
  await destination.qmp.execute('migrate-incoming', { uri: `tcp:0:${SETTING.migrationPort}` })
  await source.qmp.execute('migrate', { uri: migrationUri(destination.host) })
  const deadline = labNow() + LIMIT_MS / 1000
  let switched = false
  for (;;) {
    const { status, ram, ...rest } = Status.parse(await source.qmp.execute('query-migrate'))
    if (status === 'completed') break
    if (status === 'failed' || status === 'cancelled')
      throw new Error(`QEMU says that the migration ${status}: ${rest['error-desc'] ?? 'no reason given'}`)
    if (labNow() > deadline)
      throw new Error(`the migration did not complete within ${LIMIT_MS / 1000} s (${status ?? 'no status'})`)
    if (setting.postcopy && !switched && status === 'active' && (ram?.['dirty-sync-count'] ?? 0) >= 2) {
      switched = true
      await source.qmp.execute('migrate-start-postcopy')
    }
    await pause(POLL_MS, signal)
  }
  await running(destination, deadline, signal)
  // Once more: QEMU says “completed” a moment before it has summed up.
  const { ram, downtime, 'total-time': total } = Status.parse(await source.qmp.execute('query-migrate'))
  return {
    totalMs: total ?? 0,
    downtimeMs: downtime ?? 0,
    rounds: ram?.['dirty-sync-count'] ?? 0,
    sentBytes: ram?.transferred ?? 0,
    postcopy: switched,
  }
}

async function running(vm: Vm, deadline: number, signal: AbortSignal): Promise<void> {
  for (;;) {
    const { running: runs, status } = State.parse(await vm.qmp.execute('query-status'))
    if (runs) return
    if (labNow() > deadline) throw new Error(`the VM does not run after its migration: ${status}`)
    await pause(POLL_MS, signal)
  }
}
