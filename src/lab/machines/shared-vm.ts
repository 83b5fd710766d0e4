import type { HostName } from '../../data/host-name.ts'
import { labNow, pause, within } from '../tools/clock.ts'
import { clearObservers } from '../experiments/observers.ts'
import { isHostGone } from './host-gone.ts'
import { entry } from '../run/journal.ts'
import type { RunContext } from '../run/context.ts'
import type { PlannedTrial } from '../run/plan.ts'
import { type Vm, startVm } from './vm/vm.ts'

/** Starts a QEMU on the shared disk and notes it in the journal. */
export async function startShared(
  { hosts, journal, scratch, signal }: RunContext,
  name: HostName,
  argv: string[],
  instructionId: string | null = null,
): Promise<Vm> {
  const startedAt = new Date()
  const vm = await startVm(hosts[name], argv, scratch, signal)
  journal.note(
    entry(name, vm.argv, startedAt, { exitCode: null, output: '' }, instructionId ? { id: instructionId } : null),
  )
  return vm
}

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
  const ended = [source.failure(), destination.failure(), hosts.failure()].filter((reason) => reason !== undefined)
  const nfs =
    byHost ||
    !(
      await hosts.host1.exec(['sudo', 'systemctl', 'is-active', 'nfs-server'], { timeoutMs: 10_000 })
    ).stdout.startsWith('inactive')
      ? []
      : ['the NFS server of host1 is stopped']
  const why = [
    ...ended,
    ...nfs,
    runsOn === null ? 'the VM runs on neither host any more' : `the VM runs on at ${runsOn}`,
  ].join('; ')
  return new Error(`${id}, ${source.host.name} to ${destination.host.name}: ${error.message} (${why})`, {
    cause: error,
  })
}

/** The host on which the VM goes on, by its QEMU's own word; after a migration that failed the source needs a moment. */
async function whereItRuns(vms: readonly Vm[]): Promise<string | null> {
  for (const until = labNow() + 3; labNow() < until; ) {
    for (const vm of vms) if (await isRunning(vm)) return vm.host.name
    await pause(250)
  }
  return null
}

/** Whether the VM runs in this QEMU: after a failed post-copy it may run in none. */
export async function isRunning(vm: Vm): Promise<boolean> {
  if (vm.failure() !== undefined) return false
  try {
    return /running/.test(await within(5000, `the monitor of ${vm.host.name}`, vm.monitor('info status')))
  } catch {
    return false
  }
}
