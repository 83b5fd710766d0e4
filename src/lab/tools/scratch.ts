import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A folder for sockets, keys, logs and the hosts' overlays, which ends with the run, or one for a build. */
export interface Scratch extends Disposable {
  folder: string
}

/** Somebody who removes the folder where this process can't any more. */
interface Watcher {
  watch(folder: string): void
}

/**
 * Makes the folder, named after this process, and removes those of labs that were killed before they could.
 * Its path is short: that of a socket in it may hold 107 characters.
 */
export function createScratch(guardian: Watcher, parent: string = tmpdir(), prefix = 'migration-lab-'): Scratch {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    remove(path.join(parent, name))
  }
  const folder = mkdtempSync(path.join(parent, `${prefix}${process.pid}-`))
  guardian.watch(folder)
  return { folder, [Symbol.dispose]: () => remove(folder) }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // Somebody else's, or made with user ids that are not ours: theirs to remove.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
