import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cacheFolder } from '../lab/machines/images/images.ts'

const namesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
const text = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
const link = (file: string): string => {
  try {
    return readlinkSync(file)
  } catch {
    return ''
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
    .map((name) => ({ pid: Number(name), words: text(`/proc/${name}/cmdline`).split('\0') }))
}

/**
 * Everything that is left of a lab: processes, which are known by the data folder that they inherited or by where they
 * work, and with them their sockets; folders; drafts; the lock.
 */
export function leftoversOf(labPid: number, dataFolder: string): string[] {
  const heirs = namesIn('/proc').filter(
    (name) =>
      /^\d+$/.test(name) &&
      name !== String(process.pid) &&
      text(`/proc/${name}/environ`).split('\0').includes(`LAB_DATA=${dataFolder}`),
  )
  const pids = new Set([...heirs.map(Number), ...processesOf(labPid).map(({ pid }) => pid)])
  const processes = [...pids]
    .map((pid) => text(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').slice(0, 120))
    .filter((command) => command !== '')
  const images = path.join(cacheFolder(), 'images')
  const lock = path.join(dataFolder, 'lab.lock')
  return [
    ...processes.map((command) => `process: ${command}`),
    ...scratchFolders(labPid),
    ...namesIn(images)
      .filter((name) => name.startsWith(`building-${labPid}-`))
      .map((name) => path.join(images, name)),
    ...(existsSync(dataFolder) ? readdirSync(dataFolder, { recursive: true, encoding: 'utf8' }) : [])
      .filter((name) => name.endsWith('.tmp'))
      .map((name) => path.join(dataFolder, name)),
    ...(existsSync(lock) ? [lock] : []),
  ]
}
