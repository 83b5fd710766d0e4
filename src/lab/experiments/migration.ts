import { z } from 'zod'
import { SETTING } from '../../assignment/procedure.ts'
import type { Clocks, Migration } from '../../data/schema.ts'
import { labNow, pause } from '../clock.ts'
import { readHostClock } from '../hosts/host-clock.ts'
import type { Host } from '../hosts/host.ts'
import type { TrialRecorder } from '../trial.ts'
import type { Vm } from '../vm/vm.ts'
import { reachVm } from './network.ts'
import { startObservers, stopObservers } from './observers.ts'

/** Windows before and after the migration that it is compared with. */
const WINDOW_MS = 5000
/** `query-migrate` is asked this often: at least every 0.1 s with the time that the answer takes. */
const POLL_MS = 60
const LIMIT_MS = 180_000

const Parameters = z.looseObject({ 'max-bandwidth': z.number(), 'downtime-limit': z.number() })
const Status = z.looseObject({ status: z.string().optional(), 'error-desc': z.string().optional() })

export interface MigrationOptions {
  source: Vm
  destination: Vm
  /** The host from which the VM is probed, the same for every migration. */
  client: Host
  via: 'telnet' | 'qmp'
  /** Gives the command to migrate: typed into the monitor, or through QMP. */
  migrate: () => Promise<void>
  signal: AbortSignal
}

/** Moves the running VM to the waiting destination while everything about it is watched. */
export async function measureMigration(trial: TrialRecorder, o: MigrationOptions): Promise<void> {
  const { source, destination, signal } = o
  const hosts = [source.host, destination.host]
  const clocks: Clocks = []
  const readClocks = async (when: 'before' | 'after', vm: Vm) => {
    for (const host of hosts) clocks.push({ machine: host.name, when, exchanges: await readHostClock(host, 15) })
    const exchanges = []
    for (let i = 0; i < 8; i += 1) exchanges.push(await vm.agent.clock(signal))
    clocks.push({ machine: 'vm', when, exchanges })
  }
  await reachVm(o.client, signal)
  const limits = Parameters.parse(await source.qmp.execute('query-migrate-parameters'))
  await readClocks('before', source)
  await startObservers(hosts, o.client, source, signal)
  // iperf3 and perf need a moment to start; the window counts from their first samples.
  await pause(1500, signal)

  const spoken = { source: [] as string[], destination: [] as string[] }
  const observedFrom = labNow()
  await pause(WINDOW_MS, signal)
  source.qmp.log = (line) => spoken.source.push(line)
  destination.qmp.log = (line) => spoken.destination.push(line)
  const resumed = destination.qmp.event('RESUME', LIMIT_MS, signal)
  resumed.catch(() => undefined)
  const migrateAt = labNow()
  // Asked only from now on: a VM that came by migration still reports that one as completed.
  await o.migrate()
  await poll(source, signal)
  const completedAt = labNow()
  await resumed
  // QEMU says “completed” a moment before it has summed up times and downtime, so it is asked once more.
  await pause(300, signal)
  await source.qmp.execute('query-migrate')
  await pause(WINDOW_MS, signal)
  const observedTo = labNow()
  source.qmp.log = null
  destination.qmp.log = null

  await stopObservers(hosts, o.client, destination, trial, signal)
  await readClocks('after', destination)
  trial.file('qmp-source.ndjson', `${spoken.source.join('\n')}\n`)
  trial.file('qmp-destination.ndjson', `${spoken.destination.join('\n')}\n`)
  trial.file('clocks.json', `${JSON.stringify(clocks)}\n`)
  const migration: Migration = {
    source: source.host.name, destination: destination.host.name, via: o.via,
    observedFrom, migrateAt, completedAt, observedTo,
    maxBandwidthBytesPerSecond: limits['max-bandwidth'], downtimeLimitMs: limits['downtime-limit'],
  }
  trial.migration(migration)
}

/** Asks the source about its migration until it has completed. */
async function poll(source: Vm, signal: AbortSignal): Promise<void> {
  const deadline = labNow() + LIMIT_MS / 1000
  for (;;) {
    const next = labNow() + POLL_MS / 1000
    const { status, ...rest } = Status.parse(await source.qmp.execute('query-migrate'))
    if (status === 'completed') return
    if (status === 'failed' || status === 'cancelled') {
      throw new Error(`QEMU says that the migration ${status}: ${rest['error-desc'] ?? 'no reason given'}`)
    }
    if (labNow() > deadline) throw new Error(`The migration did not complete within ${LIMIT_MS / 1000} s`)
    await pause(Math.max(1, (next - labNow()) * 1000), signal)
  }
}

/** Where the destination listens, seen from the source. */
export const migrationUri = (destination: Host): string => `tcp:${destination.address}:${SETTING.migrationPort}`
