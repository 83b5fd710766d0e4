import { vmArgv } from '../assignment/procedure.ts'
import { clearObservers } from './experiments/observers.ts'
import { measureMigration, migrationUri } from './experiments/migration.ts'
import type { HostName } from './hosts/host.ts'
import { entry } from './journal.ts'
import type { RunContext } from './measure.ts'
import type { PlannedTrial } from './plan.ts'
import { ASSIGNED_VM, execute, instruction } from './procedure-runner.ts'
import { type Monitor, openMonitor } from './qemu/monitor.ts'
import { recordTrial } from './trial.ts'
import { type Vm, startVm } from './vm/vm.ts'

const otherHost = (name: HostName): HostName => (name === 'host1' ? 'host2' : 'host1')
const assignedArgv = (role: 'source' | 'destination') => vmArgv({ ...ASSIGNED_VM, nic: 'virtio-net-pci', role })

/**
 * Tasks 1 to 3 as the assignment has them, then back and forth. The first migration is Task 3 itself, typed into the
 * telnet monitor; the others go through QMP.
 */
export async function runMigrations(context: RunContext, planned: readonly PlannedTrial[]): Promise<void> {
  const { hosts, journal, signal, progress } = context
  progress.step('Task 1 and Task 2: sharing the disk', 15_000)
  await execute('task1', hosts, journal, signal)
  await execute('task2', hosts, journal, signal)

  const vms = new Set<Vm>()
  const boot = async (name: HostName, role: 'source' | 'destination') => {
    const startedAt = new Date()
    const vm = await startVm(hosts[name], assignedArgv(role), context.scratch, signal)
    vms.add(vm)
    const id = role === 'source' && name === 'host1' ? 'task1-start' : role === 'destination' && name === 'host2' ? 'task2-start' : null
    journal.note(entry(name, vm.argv, startedAt, { exitCode: null, output: '' }, id ? { id } : null))
    return vm
  }
  try {
    progress.step('Task 1: booting the VM on the first host', 25_000)
    let current = await boot(planned[0]?.host ?? 'host1', 'source')
    const bootMs = await current.booted(signal)
    await clearObservers([hosts.host1, hosts.host2])
    for (const [i, trial] of planned.entries()) {
      const target = otherHost(trial.host)
      progress.step(`Migration ${i + 1} of ${planned.length}: ${trial.host} to ${target}`, 30_000)
      const destination = await boot(target, 'destination')
      await migrateOnce(context, trial, current, destination, i === 0 ? bootMs : null)
      await current.quit()
      vms.delete(current)
      current = destination
    }
  } finally {
    await Promise.all([...vms].map((vm) => vm.quit()))
  }
}

async function migrateOnce(context: RunContext, planned: PlannedTrial, source: Vm, destination: Vm, bootMs: number | null): Promise<void> {
  const { hosts, runFolder, signal } = context
  const trial = recordTrial(runFolder, planned)
  const typed = planned.repetition === 1
  const uri = migrationUri(destination.host)
  try {
    await using monitor = typed ? await openTask3(context) : null
    await measureMigration(trial, {
      source, destination, client: hosts.host1, via: typed ? 'telnet' : 'qmp', signal,
      migrate: async () => {
        if (monitor) await type(context, monitor, 'task3-migrate')
        else await source.qmp.execute('migrate', { uri })
      },
    })
    if (monitor) await type(context, monitor, 'task3-info')
  } catch (error) {
    await clearObservers([hosts.host1, hosts.host2]).catch(() => undefined)
    if (signal.aborted || !(error instanceof Error)) throw error
    const why = [source.failure(), destination.failure(), hosts.failure()].filter((reason) => reason !== undefined).join('; ')
    throw new Error(`${planned.id}, ${planned.host} to ${destination.host.name}: ${error.message}${why ? ` (${why})` : ''}`, { cause: error })
  }
  if (bootMs !== null) trial.boot(bootMs, source.argv)
  trial.finish()
}

async function openTask3({ hosts, journal, signal }: RunContext): Promise<Monitor> {
  const startedAt = new Date()
  const monitor = await openMonitor(hosts.host1, signal)
  journal.note(entry('host1', monitor.argv, startedAt, { exitCode: null, output: '' }, { id: 'task3-monitor' }))
  return monitor
}

/** Types an instruction of Task 3 into the monitor. */
async function type({ journal }: RunContext, monitor: Monitor, id: 'task3-migrate' | 'task3-info'): Promise<void> {
  const { argv, place } = instruction(id)
  const startedAt = new Date()
  const output = await monitor.type(argv.join(' '))
  journal.note(entry(place, argv, startedAt, { exitCode: 0, output }, { id }))
  if (/^Error:|unknown command/m.test(output)) throw new Error(`The monitor refused “${argv.join(' ')}”: ${output.trim()}`)
}
