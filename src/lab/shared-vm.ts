import { clearObservers } from './experiments/observers.ts'
import type { HostName } from './hosts/host.ts'
import { entry } from './journal.ts'
import type { RunContext } from './measure.ts'
import type { PlannedTrial } from './plan.ts'
import { type Vm, startVm } from './vm/vm.ts'

export const otherHost = (name: HostName): HostName => (name === 'host1' ? 'host2' : 'host1')

/** Starts a QEMU on the shared disk and notes it in the journal. */
export async function startShared(
  { hosts, journal, scratch, signal }: RunContext, name: HostName, argv: string[], instructionId: string | null = null,
): Promise<Vm> {
  const startedAt = new Date()
  const vm = await startVm(hosts[name], argv, scratch, signal)
  journal.note(entry(name, vm.argv, startedAt, { exitCode: null, output: '' }, instructionId ? { id: instructionId } : null))
  return vm
}

/** An error of a migration with its place, and what became of the machines; what still observes is ended. */
export async function explained({ hosts, signal }: RunContext, { id }: PlannedTrial, source: Vm, destination: Vm, error: unknown): Promise<unknown> {
  await clearObservers([hosts.host1, hosts.host2]).catch(() => undefined)
  if (signal.aborted || !(error instanceof Error)) return error
  const why = [source.failure(), destination.failure(), hosts.failure()].filter((reason) => reason !== undefined).join('; ')
  return new Error(`${id}, ${source.host.name} to ${destination.host.name}: ${error.message}${why ? ` (${why})` : ''}`, { cause: error })
}
