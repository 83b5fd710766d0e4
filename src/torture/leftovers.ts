import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cacheFolder } from '../lab/machines/images/images.ts'
import { processesOf, scratchFolders } from './running-lab.ts'

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
