import { z } from 'zod'
import { labNow, pause } from '../../tools/clock.ts'
import type { Vm } from '../vm/vm.ts'
import { DISK, PRIMARY_OBJECTS, REPLICATION } from './argv.ts'
import { pairing, refuseAnswer, TAKEOVER, TOLD } from './commands.ts'

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
  const sides = { primary, secondary }
  for (const command of pairing(secondary.host.address, checkpointDelayMs))
    refuseAnswer(command, await sides[command.side].qmp.execute(command.execute, command.arguments))
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
  await qmp.execute(TOLD)
  return toldAt
}

/** Has the secondary go on alone: its disk is its own, its answers go out. Gives when it was told, on the lab's clock. */
export async function takeOver({ qmp }: Vm): Promise<number> {
  // What it has of connections is known: to ask takes an emulated host longer than to take over.
  await qmp.execute('yank', { instances: [{ type: 'migration' }] })
  let toldAt = labNow()
  for (const { execute, arguments: args } of TAKEOVER) {
    if (execute === TOLD) toldAt = labNow()
    await qmp.execute(execute, args)
  }
  return toldAt
}
