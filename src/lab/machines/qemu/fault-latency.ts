import { z } from 'zod'
import { FAULT_LATENCY } from '../../../experiments/matrix.ts'
import { labNow, pause } from '../../tools/clock.ts'
import type { Vm } from '../vm/vm.ts'

/** The destination has all pages a moment before or after the source has sent them. */
const LIMIT_S = 3
const POLL_MS = 100

const Schema = z.array(z.looseObject({ members: z.array(z.looseObject({ name: z.string().optional() })).optional() }))
const Status = z.looseObject({ status: z.string().optional() })

/** Whether a QEMU can say how the times are spread for which the VM waits for pages in post-copy, by its own account. */
export async function tellsFaultLatency({ qmp }: Vm): Promise<boolean> {
  const types = Schema.parse(await qmp.execute('query-qmp-schema'))
  return types.some(({ members }) => members?.some(({ name }) => name === FAULT_LATENCY.answer))
}

/** Has the destination say so, which it does once it has all pages; the log keeps its answers. */
export async function askFaultLatency({ qmp }: Vm, signal: AbortSignal): Promise<void> {
  const deadline = labNow() + LIMIT_S
  while (Status.parse(await qmp.execute('query-migrate')).status !== 'completed' && labNow() < deadline)
    await pause(POLL_MS, signal)
}
