import type { HostName } from '../../data/host-name.ts'
import type { PlannedTrial } from '../context/planned-trial.ts'
import type { RunContext } from '../context/run-context.ts'
import { firstCause } from '../machines/ending.ts'
import { HostError } from '../machines/host-error.ts'
import { isHostGone } from '../machines/host-gone.ts'
import { isRunning, type Vm } from '../machines/vm/vm.ts'
import { labNow, pause } from '../tools/clock.ts'
import { clearObservers } from './observers.ts'

/** An error of a migration with its place, and what became of the machines; what still observes is ended. */
export async function explained(
  { hosts, signal }: RunContext,
  { id }: PlannedTrial,
  source: Vm,
  destination: Vm,
  error: unknown,
): Promise<unknown> {
  const byHost = isHostGone(signal.reason)
  if ((signal.aborted && !byHost) || !(error instanceof Error)) return error
  const [runsOn] = await Promise.all([
    whereItRuns([source, destination]),
    clearObservers([hosts.host1, hosts.host2]).catch(() => undefined),
  ])
  const endings = [source, destination, hosts].flatMap((one) => one.failure() ?? [])
  const nfs =
    byHost ||
    !(
      await hosts.host1.exec(['sudo', 'systemctl', 'is-active', 'nfs-server'], { timeoutMs: 10_000 })
    ).stdout.startsWith('inactive')
      ? []
      : ['the NFS server of host1 is stopped']
  const why = [
    ...endings.map(({ sentence }) => sentence),
    ...nfs,
    runsOn === null ? 'the VM runs on neither host any more' : `the VM runs on at ${runsOn}`,
  ].join('; ')
  const [from, to] = [source.host.name, destination.host.name]
  const ending = firstCause(endings)
  const where = ending === null ? [from, to] : [ending.host]
  return new HostError(where, `${id}, ${from} to ${to}: ${error.message} (${why})`, { cause: error, ending })
}

/** The host on which the VM goes on, by its QEMU's own word; after a migration that failed the source needs a moment. */
async function whereItRuns(vms: readonly Vm[]): Promise<HostName | null> {
  for (const until = labNow() + 3; labNow() < until; ) {
    for (const vm of vms) if (await isRunning(vm)) return vm.host.name
    await pause(250)
  }
  return null
}
