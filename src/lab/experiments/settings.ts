import { z } from 'zod'
import type { Configuration, Workload } from '../../data/schema.ts'
import type { Vm } from '../machines/vm/vm.ts'

/** What is set about a migration, on both sides, before it begins. */
export interface MigrationSetting {
  capabilities: readonly string[]
  parameters: Readonly<Record<string, number | string>>
  /** Switches to post-copy once the first pass is over. */
  postcopy: boolean
}

const setting = (
  capabilities: readonly string[] = [],
  parameters: MigrationSetting['parameters'] = {},
  postcopy = false,
): MigrationSetting => ({ capabilities, parameters, postcopy })

/** The settings of the matrix, in QEMU's names: https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#migration */
export const SETTINGS: Partial<Record<Configuration, MigrationSetting>> = {
  precopy: setting(),
  // 10 Gbit/s and a tenth of a second, against defaults of 128 MiB/s and 300 ms.
  raised: setting([], { 'max-bandwidth': 1_250_000_000, 'downtime-limit': 100 }),
  'auto-converge': setting(['auto-converge']),
  // A cache that holds all that the writer dirties.
  xbzrle: setting(['xbzrle'], { 'xbzrle-cache-size': 128 * 2 ** 20 }),
  'multifd-plain': setting(['multifd'], { 'multifd-channels': 2 }),
  'multifd-zstd': setting(['multifd'], { 'multifd-channels': 2, 'multifd-compression': 'zstd' }),
  postcopy: setting(['postcopy-ram'], {}, true),
  'postcopy-preempt': setting(['postcopy-ram', 'postcopy-preempt'], {}, true),
  'dirty-limit': setting(['dirty-limit']),
}

/** MiB a second that the writer dirties: about half of what the emulated cable carries. */
const DIRTY_RATE = 16
export const WORK: Record<Workload, readonly string[] | null> = {
  idle: null,
  network: null,
  cpu: ['workload', 'cpu'],
  memory: ['workload', 'memory', String(DIRTY_RATE)],
}

const Capabilities = z.array(z.object({ capability: z.string(), state: z.boolean() }))
const Parameters = z.record(z.string(), z.unknown())
const USED = {
  capabilities: [...new Set(Object.values(SETTINGS).flatMap(({ capabilities }) => capabilities))],
  parameters: [...new Set(Object.values(SETTINGS).flatMap(({ parameters }) => Object.keys(parameters)))],
}

/** The capabilities that the installed QEMU has, by name. */
export async function offeredBy(vm: Vm): Promise<string[]> {
  return Capabilities.parse(await vm.qmp.execute('query-migrate-capabilities')).map(({ capability }) => capability)
}

/**
 * Gives both sides a setting and takes back whatever an earlier one left: a VM that came by migration keeps what was set
 * for its own arrival. The destination is fresh, so its parameters are QEMU's defaults.
 * @param offered the capabilities that both have, being the same QEMU
 * @throws Error with QEMU's words where it refuses
 */
export async function applySetting(
  source: Vm,
  destination: Vm,
  wanted: MigrationSetting,
  offered: readonly string[],
): Promise<void> {
  const defaults = Parameters.parse(await destination.qmp.execute('query-migrate-parameters'))
  const parameters = Object.fromEntries(
    USED.parameters.flatMap((name) => {
      const value = wanted.parameters[name] ?? defaults[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const states = (all: readonly string[]) =>
    all
      .filter((name) => offered.includes(name))
      .map((capability) => ({ capability, state: wanted.capabilities.includes(capability) }))
  for (const vm of [source, destination]) {
    await vm.qmp.execute('migrate-set-parameters', parameters)
    await vm.qmp.execute('migrate-set-capabilities', { capabilities: states(USED.capabilities) })
  }
}
