import { existsSync } from 'node:fs'
import path from 'node:path'
import { type HostName, otherHost } from '../../data/host-name.ts'
import { readChecked } from '../../data/load.ts'
import { Trial } from '../../data/schema.ts'
import { trialId } from '../../data/trial-id.ts'
import { TRIAL_FILE, trialPath } from '../../data/trial-path.ts'
import { settingOf } from '../../experiments/catalogue.ts'
import type { MigrationSetting } from '../../experiments/declaration.ts'
import { FAULT_LATENCY, WORKLOADS } from '../../experiments/matrix.ts'
import { bothOf, type Stated, stated } from '../../text/stated.ts'
import { noteEnvironment } from '../context/note-environment.ts'
import type { PlannedTrial } from '../context/planned-trial.ts'
import type { RunContext } from '../context/run-context.ts'
import { firstCause, isFromOutside } from '../machines/ending.ts'
import { HostError } from '../machines/host-error.ts'
import { tellsFaultLatency } from '../machines/qemu/fault-latency.ts'
import { awaitIncoming, migrationUri } from '../machines/qemu/follow-migration.ts'
import type { Fleet } from '../machines/vm/fleet.ts'
import { isRunning, type Vm } from '../machines/vm/vm.ts'
import { openFleet, smallArgv } from './migrating-fleet.ts'
import { measureMigration } from './migration.ts'
import { explained } from './migration-failure.ts'
import { nextCell } from './next-cell.ts'
import { clearObservers } from './observers.ts'
import { applySetting, type Offered, offeredBy } from './settings.ts'
import { recordTrial } from './trial.ts'

const WINDOW_MS = { before: 3000, after: 2000 }
/** A migration that has not come to its end by then is taken for one that does not converge, unless its setting is given longer. */
const LIMIT_MS = 30_000
/** Names of all capabilities that QEMU has, a line each, and of its parameters. */
const OFFERED = 'capabilities.txt'
const OFFERED_PARAMETERS = 'parameters.txt'

/**
 * Migrates one VM again and again, each time with another setting and other work; where one fails it stays where it is.
 * Repetition by repetition, each cell from the other host than in the one before.
 */
export async function runMatrix(context: RunContext, cells: readonly PlannedTrial[]): Promise<void> {
  const { hosts, signal, progress, spans } = context
  await using fleet = openFleet(context, smallArgv)
  await clearObservers([hosts.host1, hosts.host2])
  const boot = (host: HostName) =>
    spans.of('boot-vm', 'lab', async () => {
      const { vm } = await fleet.boot(host)
      await noteEnvironment(context, vm)
      return vm
    })
  let current: Vm | null = null
  let done = 0
  for (const repetition of Map.groupBy(cells, (cell) => cell.repetition).values()) {
    let open = repetition.map((cell) => ({ cell, from: firstHost(context, cell) }))
    for (let step = nextCell(open, hostOf(current)); step !== null; step = nextCell(open, hostOf(current))) {
      const { next, host } = step
      const { cell } = next
      open = open.filter((one) => one !== next)
      done += 1
      progress.step(`Migration setting ${done} of ${cells.length}: ${cell.configuration}, ${cell.workload}`, 20_000)
      const setting = settingOf(cell.configuration)
      if (!setting || !cell.workload) throw new Error(`no setting ${cell.configuration}`)
      if (current !== null && hostOf(current) !== host) {
        await fleet.end(current)
        current = null
      }
      const source: Vm = current ?? (await boot(host))
      current = await runCell(context, fleet, cell, setting, source)
      signal.throwIfAborted()
    }
  }
}

const hostOf = (vm: Vm | null): HostName | null => vm?.host.name ?? null

/** The host that a cell is to begin on: the other one than in the repetition before, where it was measured in that. */
function firstHost({ runFolder }: RunContext, cell: PlannedTrial): HostName | null {
  if (cell.repetition === 1) return null
  const before = trialId({ ...cell, repetition: cell.repetition - 1 })
  const file = path.join(runFolder, trialPath(before, TRIAL_FILE))
  const source = existsSync(file) ? readChecked(file, Trial).migration?.source : undefined
  return source === undefined ? null : otherHost(source)
}

/** One migration, or none where QEMU lacks a capability or a parameter; gives the VM as it is afterwards, null where it was lost. */
async function runCell(
  context: RunContext,
  fleet: Fleet,
  cell: PlannedTrial,
  setting: MigrationSetting,
  running: Vm,
): Promise<Vm | null> {
  const { progress, spans } = context
  const offered = await offeredBy(running)
  const lacked = lackedOf(setting, offered)
  if (lacked !== null) {
    const trial = recordTrial(context, cell, running.host.name)
    trial.file(OFFERED, `${offered.capabilities.join('\n')}\n`)
    trial.file(OFFERED_PARAMETERS, `${offered.parameters.join('\n')}\n`)
    trial.skip(lacked.reason)
    trial.finish()
    progress.note(`${cell.id}: not offered by this QEMU (${lacked.names.join(', ')})`)
    return running
  }
  const source = setting.dirtyRing === undefined ? running : await rebooted(context, fleet, running, setting.dirtyRing)
  const wanted = setting.postcopy && (await tellsFaultLatency(source)) ? timed(setting) : setting
  const destination = await spans.of('boot-vm', 'lab', () => fleet.wait(otherHost(source.host.name)))
  const outcome = await spans.of('migrate', 'lab', () =>
    measureCell(context, cell, wanted, offered, source, destination),
  )
  const [stays, goes] = outcome === 'completed' ? [destination, source] : [source, destination]
  await fleet.end(goes)
  // The others are measured without a ring.
  const isRinged = stays === source && source !== running
  if (!isRinged && (await isRunning(stays))) return stays
  await fleet.end(stays)
  return null
}

/** What QEMU lacks of a setting, null where it has all of it. */
function lackedOf(setting: MigrationSetting, offered: Offered): { names: string[]; reason: Stated } | null {
  const capabilities = setting.capabilities.filter((name) => !offered.capabilities.includes(name))
  if (capabilities.length > 0)
    return { names: capabilities, reason: stated('skipped.capability', { capabilities: bothOf(capabilities) }) }
  const parameters = Object.keys(setting.parameters).filter((name) => !offered.parameters.includes(name))
  if (parameters.length === 0) return null
  return { names: parameters, reason: stated('skipped.parameter', { parameters: bothOf(parameters) }) }
}

/** The VM anew on its host, with a dirty ring. */
async function rebooted({ spans }: RunContext, fleet: Fleet, running: Vm, dirtyRing: number): Promise<Vm> {
  const { name } = running.host
  await fleet.end(running)
  return spans.of('boot-vm', 'lab', async () => (await fleet.boot(name, smallArgv('source', dirtyRing))).vm)
}

/** With its faults timed by the destination. */
const timed = (setting: MigrationSetting): MigrationSetting => ({
  ...setting,
  capabilities: [...setting.capabilities, FAULT_LATENCY.capability],
})

async function measureCell(
  context: RunContext,
  cell: PlannedTrial,
  setting: MigrationSetting,
  offered: Offered,
  source: Vm,
  destination: Vm,
): Promise<'completed' | 'did-not-converge' | 'failed'> {
  const { hosts, signal } = context
  const trial = recordTrial(context, cell, source.host.name)
  trial.file(OFFERED, `${offered.capabilities.join('\n')}\n`)
  trial.boot(null, source.argv)
  try {
    try {
      await applySetting(source, destination, setting, offered)
    } catch (error) {
      // Known to this QEMU, but not possible here, as a dirty limit where the host's kernel has no dirty ring.
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
      limitMs: setting.limitMs ?? LIMIT_MS,
      dirtyRate: true,
      traced: false,
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
