import { otherHost } from '../../data/host-name.ts'
import { settingOf } from '../../experiments/catalogue.ts'
import type { MigrationSetting } from '../../experiments/declaration.ts'
import { WORKLOADS } from '../../experiments/matrix.ts'
import { firstCause, isFromOutside } from '../machines/ending.ts'
import { HostError } from '../machines/host-error.ts'
import { awaitIncoming, migrationUri } from '../machines/qemu/follow-migration.ts'
import { isRunning, type Vm } from '../machines/vm/vm.ts'
import type { RunContext } from '../run/context.ts'
import { noteEnvironment } from '../run/note-environment.ts'
import type { PlannedTrial } from '../run/plan.ts'
import { openFleet, smallArgv } from './migrating-fleet.ts'
import { measureMigration } from './migration.ts'
import { explained } from './migration-failure.ts'
import { clearObservers } from './observers.ts'
import { applySetting, offeredBy } from './settings.ts'
import { recordTrial } from './trial.ts'

const WINDOW_MS = { before: 3000, after: 2000 }
/** A migration that has not come to its end by then is taken for one that does not converge. */
const LIMIT_MS = 30_000
/** Names of all capabilities that QEMU has, a line each. */
const OFFERED = 'capabilities.txt'

/** Migrates one VM again and again, each time with another setting and other work; where one fails it stays where it is. */
export async function runMatrix(context: RunContext, cells: readonly PlannedTrial[]): Promise<void> {
  const { hosts, signal, progress, spans } = context
  await using fleet = openFleet(context, smallArgv)
  await clearObservers([hosts.host1, hosts.host2])
  const boot = () =>
    spans.of('boot-vm', 'lab', async () => {
      const { vm } = await fleet.boot('host1')
      await noteEnvironment(context, vm)
      return vm
    })
  let current: Vm | null = null
  for (const [i, cell] of cells.entries()) {
    progress.step(`Migration setting ${i + 1} of ${cells.length}: ${cell.configuration}, ${cell.workload}`, 20_000)
    const setting = settingOf(cell.configuration)
    if (!setting || !cell.workload) throw new Error(`no setting ${cell.configuration}`)
    const source: Vm = current ?? (await boot())
    const offered = await offeredBy(source)
    const missing = setting.capabilities.filter((name) => !offered.includes(name))
    if (missing.length > 0) {
      const trial = recordTrial(context.runFolder, cell)
      trial.file(OFFERED, `${offered.join('\n')}\n`)
      trial.skip(`QEMU on the hosts does not have the capability ${missing.join(' and ')}`)
      trial.finish()
      progress.note(`${cell.id}: not offered by this QEMU (${missing.join(', ')})`)
      current = source
      continue
    }
    const destination = await spans.of('boot-vm', 'lab', () => fleet.wait(otherHost(source.host.name)))
    const outcome = await spans.of('migrate', 'lab', () =>
      measureCell(context, cell, setting, offered, source, destination),
    )
    const [stays, goes] = outcome === 'completed' ? [destination, source] : [source, destination]
    await fleet.end(goes)
    current = (await isRunning(stays)) ? stays : null
    if (current === null) await fleet.end(stays)
    signal.throwIfAborted()
  }
}

async function measureCell(
  context: RunContext,
  cell: PlannedTrial,
  setting: MigrationSetting,
  offered: readonly string[],
  source: Vm,
  destination: Vm,
): Promise<'completed' | 'did-not-converge' | 'failed'> {
  const { hosts, signal } = context
  const trial = recordTrial(context.runFolder, cell)
  trial.file(OFFERED, `${offered.join('\n')}\n`)
  trial.boot(null, source.argv)
  try {
    try {
      await applySetting(source, destination, setting, offered)
    } catch (error) {
      // Known to this QEMU, but not possible here, as a dirty limit without KVM's dirty ring.
      if (signal.aborted || source.failure() !== undefined || !(error instanceof Error)) throw error
      trial.skip(error.message)
      trial.finish()
      return 'failed'
    }
    await awaitIncoming(destination)
    const { outcome } = await measureMigration(trial, {
      source,
      destination,
      client: hosts.host1,
      via: 'qmp',
      signal,
      setting,
      watch: {
        iperf3: cell.workload === 'network',
        work: cell.workload === null ? null : WORKLOADS[cell.workload].command,
        disk: false,
      },
      windowMs: WINDOW_MS,
      limitMs: LIMIT_MS,
      dirtyRate: true,
      mayBeLost: true,
      migrate: async () => {
        await source.qmp.execute('migrate', { uri: migrationUri(destination.host) })
      },
    })
    const lost = firstCause([source, destination].flatMap((vm) => vm.failure() ?? []).filter(isFromOutside))
    if (lost !== null) throw HostError.of(lost) // no result of the setting
    if (outcome === 'failed') await clearObservers([hosts.host1, hosts.host2])
    trial.finish()
    return outcome
  } catch (error) {
    throw await explained(context, cell, source, destination, error)
  }
}
