import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { HostName } from '../data/host-name.ts'
import { type ProcessOutcome, tryRun } from '../process.ts'

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
const link = (file: string): string => {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}
const words = (pid: string): string[] => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
  } catch {
    return [] // it has just ended
  }
}

/** A lab's scratch folders, by its pid. */
export const scratchFolders = (labPid: number): string[] =>
  namesIn(tmpdir())
    .filter((name) => name.startsWith(`migration-lab-${labPid}-`))
    .map((name) => path.join(tmpdir(), name))

/** Processes that work in a lab's scratch folder: the hosts, and connections to them. */
export function processesOf(labPid: number): { pid: number; words: string[] }[] {
  const start = path.join(tmpdir(), `migration-lab-${labPid}-`)
  return namesIn('/proc')
    .filter((name) => /^\d+$/.test(name) && link(`/proc/${name}/cwd`).startsWith(start))
    .map((name) => ({ pid: Number(name), words: words(name) }))
}

/**
 * Runs a script in a host through a running lab's own connection.
 * @param scratch the lab's scratch folder
 */
export const onHost = (scratch: string, host: HostName, script: string, timeoutMs: number): Promise<ProcessOutcome> =>
  tryRun(['ssh', '-F', 'ssh_config', host, 'bash -s'], { cwd: scratch, input: script, timeoutMs })
