import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { isErrno, orStorageError } from './storage-error.ts'

/** One lab at a time: two would measure each other. */
export interface LabLock extends Disposable {
  /** Path of `lab.lock`. */
  file: string
  /** What stands in it while this process holds it. */
  text: string
  /** When this process was started, as the lock has it. */
  startTicks: string | null
}

interface Holder {
  pid: number
  /** Clock ticks from boot to the start of the process: tells it from a later one with the same pid. */
  startTicks: string | null
  since: string
}

/** Field 22 of `/proc/<pid>/stat`; null when there is no such process. The name in field 2 may hold anything. */
function startTicks(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function readHolder(file: string): { text: string; holder: Holder | null } | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return null
    throw error
  }
  try {
    return { text, holder: JSON.parse(text) as Holder }
  } catch {
    return { text, holder: null } // torn by a crash: nobody holds it
  }
}

const isAlive = (holder: Holder | null) =>
  holder !== null && holder.startTicks !== null && startTicks(holder.pid) === holder.startTicks

/**
 * Takes the lock of the lab in `dataFolder`; a lock whose process is gone is taken over.
 * @throws UserError `busy`, naming the holder's pid; `data` when the folder can't be written to
 */
export function acquireLabLock(dataFolder: string): LabLock {
  const file = path.join(dataFolder, 'lab.lock')
  const own: Holder = { pid: process.pid, startTicks: startTicks(process.pid), since: new Date().toISOString() }
  const text = `${JSON.stringify(own)}\n`
  const draft = `${file}.${process.pid}.tmp`
  orStorageError(dataFolder, () => {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(draft, text)
  })
  try {
    for (;;) {
      try {
        linkSync(draft, file) // appears with its content, or not at all
        break
      } catch (error) {
        if (!isErrno(error, 'EEXIST')) throw error
      }
      const found = readHolder(file)
      if (found === null) continue
      if (isAlive(found.holder)) {
        throw new UserError(
          'busy',
          `Another lab is running (pid ${found.holder?.pid}, since ${found.holder?.since}); ` +
            'wait for it to end, or stop it with Ctrl-C in its terminal.',
        )
      }
      setAside(file, found.text)
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    file,
    text,
    startTicks: own.startTicks,
    [Symbol.dispose]() {
      if (readHolder(file)?.text === text) rmSync(file, { force: true })
    },
  }
}

/** Removes a stale lock, unless somebody else took it over in the meantime. */
function setAside(file: string, staleText: string): void {
  const aside = `${file}.${process.pid}.stale.tmp`
  try {
    renameSync(file, aside)
    if (readFileSync(aside, 'utf8') !== staleText) linkSync(aside, file)
  } catch (error) {
    if (!isErrno(error, 'ENOENT') && !isErrno(error, 'EEXIST')) throw error
  } finally {
    rmSync(aside, { force: true })
  }
}
