import type { Vm } from '../vm/vm.ts'

/** The saving and loading of each device's state while the VM stands still, and the checkpoints in between. */
const EVENTS = 'vmstate_downtime_*'

type Side = 'source' | 'destination'

/** In memory: a line that waited for a disk would lengthen the pause that it tells of. */
const fileOf = (side: Side): string => `/dev/shm/downtime-${side}.txt`

/**
 * Has a running QEMU note in a file on its host what its part of the pause is made of. It is told so by its monitor, so that the
 * command that started it stays as it was; the times of its lines are those of `-msg timestamp=on`.
 * @throws Error with QEMU's own words where it does not know such events
 */
export async function traceDowntime(vm: Vm, side: Side): Promise<void> {
  // A QEMU that the VM came to notes its loading in another file than its saving.
  await vm.host.exec(['sudo', 'rm', '-f', fileOf(side)])
  const refused = await vm.monitor(`logfile ${fileOf(side)}`)
  if (refused.trim() !== '') throw new Error(`QEMU in ${vm.host.name} did not open its log: ${refused.trim()}`)
  await vm.qmp.execute('trace-event-set-state', { name: EVENTS, enable: true })
}

/** What it noted. */
export async function downtimeTrace({ host }: Vm, side: Side, signal: AbortSignal): Promise<string> {
  return (await host.exec(['sudo', 'cat', fileOf(side)], { signal })).stdout
}
