import { z } from 'zod'
import type { MigrationSetting } from '../../experiments/declaration.ts'
import { FAULT_LATENCY, SETTINGS } from '../../experiments/matrix.ts'
import type { Vm } from '../machines/vm/vm.ts'

const Capabilities = z.array(z.object({ capability: z.string(), state: z.boolean() }))
const Parameters = z.record(z.string(), z.unknown())
const USED = {
  capabilities: [
    ...new Set([
      ...Object.values(SETTINGS).flatMap(({ setting: { capabilities } }) => capabilities),
      FAULT_LATENCY.capability,
    ]),
  ],
  parameters: [...new Set(Object.values(SETTINGS).flatMap(({ setting: { parameters } }) => Object.keys(parameters)))],
}

const parametersOf = async ({ qmp }: Vm) => Parameters.parse(await qmp.execute('query-migrate-parameters'))

/** What the installed QEMU can set about a migration, by name: what is not among them it does not know. */
export interface Offered {
  capabilities: readonly string[]
  parameters: readonly string[]
}

/** What QEMU answers of itself, before anything is set. */
export async function offeredBy(vm: Vm): Promise<Offered> {
  const capabilities = Capabilities.parse(await vm.qmp.execute('query-migrate-capabilities'))
  return {
    capabilities: capabilities.map(({ capability }) => capability),
    parameters: Object.keys(await parametersOf(vm)),
  }
}

/**
 * Gives both sides a setting and takes back whatever an earlier one left: a VM that came by migration keeps what was set
 * for its own arrival. The destination is fresh, so its parameters are QEMU's defaults. What takes a dirty ring is set on the source
 * alone, which has it.
 * @param offered by both, being the same QEMU
 * @throws Error with QEMU's words where it refuses
 */
export async function applySetting(
  source: Vm,
  destination: Vm,
  wanted: MigrationSetting,
  offered: Offered,
): Promise<void> {
  const defaults = await parametersOf(destination)
  const parameters = Object.fromEntries(
    USED.parameters.flatMap((name) => {
      const value = wanted.parameters[name] ?? defaults[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
  const states = (on: readonly string[]) =>
    USED.capabilities
      .filter((name) => offered.capabilities.includes(name))
      .map((capability) => ({ capability, state: on.includes(capability) }))
  const set = async ({ qmp }: Vm, capabilities: readonly string[]) => {
    await qmp.execute('migrate-set-parameters', parameters)
    await qmp.execute('migrate-set-capabilities', { capabilities: states(capabilities) })
  }
  await set(source, wanted.capabilities)
  await set(destination, wanted.dirtyRing === undefined ? wanted.capabilities : [])
}
