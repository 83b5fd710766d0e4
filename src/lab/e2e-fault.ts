import path from 'node:path'
import { SETTING } from '../assignment/procedure.ts'
import { type Outcome, run } from '../process.ts'
import { scratchFolders } from '../torture/leftovers.ts'
import type { e2eCli } from './e2e-cli.ts'
import type { HostName } from './hosts/host.ts'

export type RunningLab = ReturnType<ReturnType<typeof e2eCli>>

/** For tests with a real lab: runs a script in a host through the running lab's own connection. */
export const onHost = ({ child }: RunningLab, host: HostName, script: string): Promise<Outcome> =>
  run(['ssh', '-F', 'ssh_config', host, 'bash -s'], { cwd: path.resolve(scratchFolders(child.pid ?? 0)[0] ?? 'the lab has no scratch folder'), input: script, timeoutMs: 90_000 })

/** Waits for the first migration, then until pages go from one QEMU to the other, and runs a script in a host just then. */
export async function inMidMigration(lab: RunningLab, host: HostName, script: string): Promise<void> {
  let over = false
  void lab.ended.then(() => { over = true })
  while (!over && !lab.stderr().includes('Migration 1 of 1')) await new Promise((resolve) => setTimeout(resolve, 200))
  if (over) throw new Error(`the lab ended before a migration: ${lab.stderr()}`)
  await onHost(lab, 'host2', `for i in $(seq 600); do ss -Htn state established "( sport = :${SETTING.migrationPort} )" | grep -q . && exit; sleep 0.1; done; exit 1`)
  await onHost(lab, host, script)
}
