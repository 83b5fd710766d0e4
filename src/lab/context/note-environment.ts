import { existsSync } from 'node:fs'
import path from 'node:path'
import { writeEnvironment } from '../../data/store.ts'
import type { Vm } from '../machines/vm/vm.ts'
import { describeEnvironment } from './environment.ts'
import type { RunContext } from './run-context.ts'

/** Keeps once a run on what it is measured: asked of the first VM with KVM, since without it the questions take a minute. */
export async function noteEnvironment({ run, runFolder, images, signal }: RunContext, vm: Vm): Promise<void> {
  if (existsSync(path.join(runFolder, 'environment.json'))) return
  writeEnvironment(runFolder, await describeEnvironment(run.hosts.kind, vm.host, vm.agent, images.recipeHash, signal))
}
