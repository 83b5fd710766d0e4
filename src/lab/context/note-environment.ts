import { existsSync } from 'node:fs'
import path from 'node:path'
import { writeEnvironment } from '../../data/store.ts'
import type { Vm } from '../machines/vm/vm.ts'
import { describeEnvironment } from './environment.ts'
import type { RunContext } from './run-context.ts'

/** Keeps once a run on what it is measured: asked of the first VM with KVM, since without it the questions take a minute. */
export async function noteEnvironment(
  { run, runFolder, hosts, images, signal }: RunContext,
  { host, agent }: Vm,
): Promise<void> {
  if (existsSync(path.join(runFolder, 'environment.json'))) return
  const { recipeHash } = images
  const described = { kind: run.hosts.kind, host, vm: agent, qemuVersion: hosts.qemu?.version ?? null, recipeHash }
  writeEnvironment(runFolder, await describeEnvironment(described, signal))
}
