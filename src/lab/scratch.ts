import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const PREFIX = 'migration-lab-'

/** A folder for sockets, keys, logs and the hosts' overlays, which ends with the run. */
export interface Scratch extends Disposable {
  folder: string
}

/**
 * Makes the folder, named after this process, and removes those of labs that were killed before they could.
 * Its path is short: that of a socket in it may hold 107 characters.
 */
export function createScratch(parent: string = tmpdir()): Scratch {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    try {
      rmSync(path.join(parent, name), { recursive: true, force: true })
    } catch {
      // Somebody else's: theirs to remove.
    }
  }
  const folder = mkdtempSync(path.join(parent, `${PREFIX}${process.pid}-`))
  return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
