import { z } from 'zod'
import { RAW_FILES } from '../../data/raw-files.ts'
import type { Clocks } from '../../data/schema.ts'
import type { MigrationSetting } from '../../experiments/declaration.ts'
import { FAULT_LATENCY } from '../../experiments/matrix.ts'
import { HOST_PERF } from '../../experiments/migration.ts'
import type { Host } from '../machines/hosts/host.ts'
import { readHostClocks } from '../machines/hosts/host-clock.ts'
import { downtimeTrace, traceDowntime } from '../machines/qemu/downtime-trace.ts'
import { askFaultLatency } from '../machines/qemu/fault-latency.ts'
import { followMigration } from '../machines/qemu/follow-migration.ts'
import type { MigrationOutcome } from '../machines/qemu/migration-course.ts'
import type { Vm } from '../machines/vm/vm.ts'
import { labNow, pause, within } from '../tools/clock.ts'
import { refuseClockJump } from './clock-jump.ts'
import { reachVm } from './network.ts'
import { startObservers, stopObservers, type Watch } from './observers.ts'
import type { TrialRecorder } from './trial.ts'

/** The destination resumes a moment after the source has completed, unless its disk does not answer. */
const RESUME_LIMIT_MS = 45_000

const Parameters = z.looseObject({ 'max-bandwidth': z.number(), 'downtime-limit': z.number() })
const DirtyRate = z.looseObject({ status: z.string() })

export interface MigrationOptions {
  source: Vm
  destination: Vm
  /** The host from which the VM is probed, the same for every migration. */
  client: Host
  via: 'telnet' | 'qmp'
  /** Gives the command to migrate: typed into the monitor, or through QMP. */
  migrate: () => Promise<void>
  watch: Watch
  setting: MigrationSetting
  /** Windows before and after the migration that it is compared with. */
  windowMs: { before: number; after: number }
  /** Until then it has completed, or is cancelled. */
  limitMs: number
  /** Whether a VM that does not answer any more is a result, and not an error. */
  mayBeLost: boolean
  /** Whether the dirty rate is measured in the window before. */
  dirtyRate: boolean
  /** Whether both QEMUs note what the pause is made of: they have to know the events, and to stamp what they note. */
  traced: boolean
  signal: AbortSignal
}

/** Moves the running VM to the waiting destination while everything about it is watched; tells whether it has moved. */
export async function measureMigration(trial: TrialRecorder, o: MigrationOptions): Promise<MigrationOutcome> {
  const { source, destination, signal } = o
  const hosts = [source.host, destination.host]
  const clocks: Clocks = []
  // Both hosts and the VM at the same time: each of their clocks is compared with the lab's and not with one another.
  const readClocks = async (when: 'before' | 'after', vm: Vm) => {
    const ofVm = async () => {
      const exchanges = []
      for (let i = 0; i < 8; i += 1) exchanges.push(await vm.agent.clock(signal))
      return { machine: 'vm' as const, when, exchanges }
    }
    clocks.push(...(await readHostClocks(hosts, when)))
    clocks.push(await ofVm())
  }
  await reachVm(o.client, signal)
  if (o.traced) await Promise.all([traceDowntime(source, 'source'), traceDowntime(destination, 'destination')])
  const limits = Parameters.parse(await source.qmp.execute('query-migrate-parameters'))
  await readClocks('before', source)
  await startObservers(hosts, o.client, source, o.watch, signal)
  // iperf3 and perf need a moment to start; the window counts from their first samples.
  await pause(1500, signal)

  const spoken = { source: [] as string[], destination: [] as string[] }
  const observedFrom = labNow()
  source.qmp.log = (line) => spoken.source.push(line)
  destination.qmp.log = (line) => spoken.destination.push(line)
  if (o.dirtyRate)
    await measureDirtyRate(source, o.setting.dirtyRing === undefined ? 'dirty-bitmap' : 'dirty-ring', signal)
  await pause(Math.max(0, o.windowMs.before - (labNow() - observedFrom) * 1000), signal)
  const resumed = destination.qmp.event('RESUME', o.limitMs, signal)
  resumed.catch(() => undefined)
  const migrateAt = labNow()
  // Asked only from now on: a VM that came by migration still reports that one as completed.
  await o.migrate()
  let { outcome } = await followMigration(source, destination, {
    limitMs: o.limitMs,
    postcopy: o.setting.postcopy,
    signal,
  })
  const completedAt = labNow()
  if (outcome.outcome === 'completed') {
    await within(RESUME_LIMIT_MS, `RESUME in ${destination.host.name} after the source had completed`, resumed, signal)
    // QEMU says “completed” a moment before it has summed up times and downtime, so it is asked once more.
    await pause(300, signal)
    await source.qmp.execute('query-migrate')
    if (o.setting.capabilities.includes(FAULT_LATENCY.capability)) await askFaultLatency(destination, signal)
  }
  await pause(o.windowMs.after, signal)
  const observedTo = labNow()
  source.qmp.log = null
  destination.qmp.log = null

  const now = outcome.outcome === 'completed' ? destination : source
  try {
    await stopObservers(hosts, o.client, now, o.watch, trial, signal)
    await readClocks('after', now)
  } catch (error) {
    if (!o.mayBeLost || signal.aborted || !(error instanceof Error)) throw error
    const before = {
      completed: 'QEMU completed it, but',
      failed: `${outcome.reason};`,
      'did-not-converge': 'cancelled, as it did not converge;',
    }[outcome.outcome]
    outcome = { outcome: 'failed', reason: `${before} afterwards: ${error.message}` }
  }
  refuseClockJump(clocks)
  trial.file(RAW_FILES.qmpSource, `${spoken.source.join('\n')}\n`)
  trial.file(RAW_FILES.qmpDestination, `${spoken.destination.join('\n')}\n`)
  if (o.traced) {
    trial.file(RAW_FILES.downtimeSource, await downtimeTrace(source, 'source', signal))
    trial.file(RAW_FILES.downtimeDestination, await downtimeTrace(destination, 'destination', signal))
  }
  trial.file(RAW_FILES.clocks, `${JSON.stringify(clocks)}\n`)
  trial.migration({
    source: source.host.name,
    destination: destination.host.name,
    via: o.via,
    observedFrom,
    migrateAt,
    completedAt,
    observedTo,
    maxBandwidthBytesPerSecond: limits['max-bandwidth'],
    downtimeLimitMs: limits['downtime-limit'],
    ...outcome,
    capabilities: [...o.setting.capabilities],
    parameters: { ...o.setting.parameters },
    counting: [...HOST_PERF],
  })
  return outcome
}

/** Has QEMU count the pages that the VM dirties in a second; the log keeps the answers. */
async function measureDirtyRate({ qmp }: Vm, mode: 'dirty-bitmap' | 'dirty-ring', signal: AbortSignal): Promise<void> {
  await qmp.execute('calc-dirty-rate', { 'calc-time': 1, mode })
  for (let i = 0; i < 40; i += 1) {
    await pause(150, signal)
    if (DirtyRate.parse(await qmp.execute('query-dirty-rate')).status === 'measured') return
  }
  throw new Error('QEMU did not measure the dirty rate within 6 s')
}
