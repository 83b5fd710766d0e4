import { z } from 'zod'
import { TOPOLOGY } from '../../../assignment/topology.ts'
import { labNow, pause } from '../../tools/clock.ts'
import type { Vm } from '../vm/vm.ts'
import { DISK, EXPORT, NBD_ADDRESS, PRIMARY_OBJECTS, REPLICATION, replicateTo } from './argv.ts'

/** Both sides begin in the same mode: what is sent without end, by what way, and with events of it. */
const CAPABILITIES = ['x-colo', 'return-path', 'events'].map((capability) => ({ capability, state: true }))
const COLO_LIMIT_S = 120
const POLL_MS = 200

const Instances = z.array(z.looseObject({ type: z.string() }))
const Status = z.looseObject({ status: z.string().optional(), 'error-desc': z.string().optional() })

/**
 * Puts a running VM under the protection of a secondary that waits: connects the disks, and begins the migration that never
 * ends.
 * @param checkpointDelayMs the longest time from one checkpoint to the next
 * @throws Error in QEMU's words where it does not come to that
 */
export async function protect(
  primary: Vm,
  secondary: Vm,
  { checkpointDelayMs, signal }: { checkpointDelayMs: number; signal: AbortSignal },
): Promise<void> {
  for (const { qmp } of [primary, secondary])
    await qmp.execute('migrate-set-capabilities', { capabilities: CAPABILITIES })
  await secondary.qmp.execute('nbd-server-start', { addr: NBD_ADDRESS })
  await secondary.qmp.execute('nbd-server-add', { device: EXPORT, writable: true })
  await secondary.qmp.execute('migrate-incoming', { uri: `tcp:0:${TOPOLOGY.migrationPort}` })
  const { add, change } = replicateTo(secondary.host.address)
  const said = await primary.monitor(add)
  if (/rror|not/.test(said)) throw new Error(`The primary could not reach the secondary’s disk: ${said.trim()}`)
  await primary.qmp.execute('x-blockdev-change', change)
  await primary.qmp.execute('migrate-set-parameters', { 'x-checkpoint-delay': checkpointDelayMs })
  await primary.qmp.execute('migrate', { uri: `tcp:${secondary.host.address}:${TOPOLOGY.migrationPort}` })
  const deadline = labNow() + COLO_LIMIT_S
  for (;;) {
    const { status, ...rest } = Status.parse(await primary.qmp.execute('query-migrate'))
    if (status === 'colo') return
    if (status === 'failed' || status === 'completed')
      throw new Error(`The state did not get to the secondary: ${rest['error-desc'] ?? status}`)
    if (labNow() > deadline)
      throw new Error(`The pair was not equal within ${COLO_LIMIT_S} s; the migration is ${status}`)
    await pause(POLL_MS, signal)
  }
}

/** Gives up connections to the other side, which may be silent for long: what waits for them goes on. */
async function letGo({ qmp }: Vm): Promise<void> {
  const instances = Instances.parse(await qmp.execute('query-yank')).filter(({ type }) => type !== 'chardev')
  if (instances.length > 0) await qmp.execute('yank', { instances })
}

/**
 * Has the primary go on alone, in the order of QEMU's docs/COLO-FT.txt: it copies and compares nothing any more. Gives when it was
 * told, on the lab's clock.
 */
export async function goOnAlone(primary: Vm): Promise<number> {
  const { qmp } = primary
  await letGo(primary)
  await qmp.execute('x-blockdev-change', { parent: DISK, child: 'children.1' })
  await primary.monitor(`drive_del ${REPLICATION}`)
  for (const id of PRIMARY_OBJECTS) await qmp.execute('object-del', { id })
  const toldAt = labNow()
  await qmp.execute('x-colo-lost-heartbeat')
  return toldAt
}

/** Has the secondary go on alone: its disk is its own, its answers go out. Gives when it was told, on the lab's clock. */
export async function takeOver({ qmp }: Vm): Promise<number> {
  // What it has of such connections is known: to ask takes an emulated host longer than to take over.
  await qmp.execute('yank', { instances: [{ type: 'migration' }] })
  await qmp.execute('nbd-server-stop')
  const toldAt = labNow()
  await qmp.execute('x-colo-lost-heartbeat')
  for (const id of ['f2', 'f1']) await qmp.execute('object-del', { id })
  return toldAt
}
