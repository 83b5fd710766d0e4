import { otherHost } from '../../data/host-name.ts'
import { entry } from '../context/journal.ts'
import { noteEnvironment } from '../context/note-environment.ts'
import type { PlannedTrial } from '../context/planned-trial.ts'
import type { RunContext } from '../context/run-context.ts'
import { isOnDisk } from '../machines/images/recipe.ts'
import { migrationUri } from '../machines/qemu/follow-migration.ts'
import { type Monitor, openMonitor } from '../machines/qemu/monitor.ts'
import type { Vm } from '../machines/vm/vm.ts'
import { runMatrix } from './matrix.ts'
import { assignedArgv, openFleet } from './migrating-fleet.ts'
import { measureMigration } from './migration.ts'
import { explained } from './migration-failure.ts'
import { clearObservers, EVERYTHING } from './observers.ts'
import { execute, instruction } from './procedure-runner.ts'
import { recordTrial } from './trial.ts'

const WINDOW_MS = { before: 5000, after: 5000 }
const LIMIT_MS = 180_000

/** Tasks 1 to 3 as the assignment has them, then back and forth, then the matrix of settings. */
export async function runMigrations(
  context: RunContext,
  planned: readonly PlannedTrial[],
  matrix: readonly PlannedTrial[],
): Promise<void> {
  const { hosts, journal, signal, progress, spans } = context
  progress.step('Task 1 and Task 2: sharing the disk', 15_000)
  await spans.of('prepare', 'lab', async () => {
    await execute('task1', hosts, journal, signal)
    await execute('task2', hosts, journal, signal)
  })
  if (planned.length > 0) await runAssigned(context, planned)
  if (matrix.length > 0) await runMatrix(context, matrix)
}

/** The first migration is Task 3 itself, typed into the telnet monitor; the others go through QMP. */
async function runAssigned(context: RunContext, planned: readonly PlannedTrial[]): Promise<void> {
  const { hosts, progress, spans } = context
  await using fleet = openFleet(context, assignedArgv, { source: 'task1-start', destination: 'task2-start' })
  progress.step('Task 1: booting the VM on the first host', 25_000)
  const booted = await spans.of('boot-vm', 'lab', async () => {
    const first = await fleet.boot(planned[0]?.host ?? 'host1')
    await noteEnvironment(context, first.vm)
    return first
  })
  let current = booted.vm
  await clearObservers([hosts.host1, hosts.host2])
  for (const [i, trial] of planned.entries()) {
    const target = otherHost(trial.host)
    progress.step(`Migration ${i + 1} of ${planned.length}: ${trial.host} to ${target}`, 40_000)
    const destination = await spans.of('boot-vm', 'lab', () => fleet.wait(target))
    await migrateOnce(context, trial, current, destination, i === 0 ? booted.bootMs : null)
    await fleet.end(current)
    current = destination
  }
}

async function migrateOnce(
  context: RunContext,
  planned: PlannedTrial,
  source: Vm,
  destination: Vm,
  bootMs: number | null,
): Promise<void> {
  const { hosts, signal, spans } = context
  const trial = recordTrial(context, planned, source.host.name)
  const typed = planned.repetition === 1
  const uri = migrationUri(destination.host)
  try {
    await using monitor = typed ? await openTask3(context) : null
    const { outcome, reason } = await spans.of('migrate', 'lab', () =>
      measureMigration(trial, {
        source,
        destination,
        client: hosts.host1,
        via: typed ? 'telnet' : 'qmp',
        signal,
        watch: EVERYTHING,
        setting: { capabilities: [], parameters: {}, postcopy: false },
        windowMs: WINDOW_MS,
        limitMs: LIMIT_MS,
        dirtyRate: false,
        traced: isOnDisk(context.run.qemu),
        mayBeLost: false,
        migrate: async () => {
          if (monitor) await type(context, monitor, 'task3-migrate')
          else await source.qmp.execute('migrate', { uri })
        },
      }),
    )
    if (outcome === 'failed') throw new Error(`QEMU says that the migration failed: ${reason}`)
    if (outcome !== 'completed') throw new Error(`The migration did not complete within ${LIMIT_MS / 1000} s`)
    if (monitor) await type(context, monitor, 'task3-info')
  } catch (error) {
    throw await explained(context, planned, source, destination, error)
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
  if (/^Error:|unknown command/m.test(output))
    throw new Error(`The monitor refused “${argv.join(' ')}”: ${output.trim()}`)
}
