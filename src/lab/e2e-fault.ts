import { SETTING } from '../assignment/procedure.ts'
import { run } from '../process.ts'
import { scratchFolders } from '../torture/leftovers.ts'
import type { e2eCli } from './e2e-cli.ts'
import type { HostName } from './hosts/host.ts'

export type RunningLab = ReturnType<ReturnType<typeof e2eCli>>

/** For tests with a real lab: the folder with the sockets and keys of a lab, once its hosts answer. */
export function scratchOf(pid: number | undefined): string {
  const [folder] = scratchFolders(pid ?? 0)
  if (folder === undefined) throw new Error(`the lab ${pid} has no scratch folder`)
  return folder
}

/** Runs a script in a host through the running lab's own connection, and gives what it printed. */
export async function onHost(scratch: string, host: HostName, script: string): Promise<string> {
  const { stdout } = await run(['ssh', '-F', 'ssh_config', host, 'bash -s'], { cwd: scratch, input: script, timeoutMs: 120_000 })
  return stdout.trim()
}

/** Waits for the first migration, then until pages go from one QEMU to the other, and runs a script in a host just then. */
export async function inMidMigration(lab: RunningLab, host: HostName, script: string): Promise<void> {
  let over = false
  void lab.ended.then(() => { over = true })
  while (!over && !lab.stderr().includes('Migration 1 of 1')) await new Promise((resolve) => setTimeout(resolve, 200))
  if (over) throw new Error(`the lab ended before a migration: ${lab.stderr()}`)
  const scratch = scratchOf(lab.child.pid)
  await onHost(scratch, 'host2', `for i in $(seq 600); do ss -Htn state established "( sport = :${SETTING.migrationPort} )" | grep -q . && exit; sleep 0.1; done; exit 1`)
  await onHost(scratch, host, script)
}
