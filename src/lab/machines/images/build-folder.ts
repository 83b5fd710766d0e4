import { existsSync, readFileSync, statfsSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import path from 'node:path'

const GIB = 1024 ** 3
/** The hosts’ system while it grows, its packages and their archives included, or beside it itself in one file. */
const BUILD_BYTES = 2.5 * GIB
/** With the build in memory this much is left for everything else. */
const SPARE_BYTES = 2 * GIB

interface Place {
  folder: string
  freeBytes: number
  /** Programs of the system that is built are run in it. */
  runsPrograms: boolean
}

/**
 * Where the hosts’ system grows: in memory where there is plenty, since dpkg asks for each of its files to be on the
 * disk; otherwise in the folder for temporary files, or another one where that is too small or runs no programs.
 */
export const buildFolder = (): string => roomToBuild() ?? tmpdir()

/** The folder where the hosts’ system can grow, or null where none has the room. */
export function roomToBuild(): string | null {
  const places = ['/dev/shm', tmpdir(), '/var/tmp'].filter(existsSync).map(placeOf)
  return chooseFolder(places, freeMemory())
}

/** What the hosts’ system takes while it grows, in GiB. */
export const BUILD_GIB = BUILD_BYTES / GIB

/** The first of `places` that will do, the one in memory first. */
export function chooseFolder(places: readonly Place[], memoryBytes: number): string | null {
  const wanted = places.filter(({ freeBytes, runsPrograms }) => runsPrograms && freeBytes >= BUILD_BYTES)
  return wanted.find(({ folder }) => folder !== '/dev/shm' || memoryBytes >= BUILD_BYTES + SPARE_BYTES)?.folder ?? null
}

function placeOf(folder: string): Place {
  const { bavail, bsize } = statfsSync(folder)
  return { folder, freeBytes: bavail * bsize, runsPrograms: !mountOptions(folder).includes('noexec') }
}

/** The options of the file system that a folder lies on, as Linux lists them. */
export function mountOptions(folder: string, mounts: string = readText('/proc/self/mounts')): readonly string[] {
  const holding = mounts
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, at = '', , options = '']) => ({ at: at.replaceAll('\\040', ' '), options }))
    .filter(({ at }) => at !== '' && (at === '/' || folder === at || folder.startsWith(`${at}${path.sep}`)))
  const longest = Math.max(0, ...holding.map(({ at }) => at.length))
  // Of several at one place the last covers the others.
  return holding.findLast(({ at }) => at.length === longest)?.options.split(',') ?? []
}

function freeMemory(): number {
  const available = /MemAvailable:\s+(\d+)/.exec(readText('/proc/meminfo'))?.[1]
  return available === undefined ? freemem() : Math.min(Number(available) * 1024, containerLimit())
}

/** What a container may use, which /proc/meminfo knows nothing of. */
function containerLimit(): number {
  const [most, used] = ['memory.max', 'memory.current'].map((name) => Number(readText(`/sys/fs/cgroup/${name}`) || NaN))
  return Number.isFinite(most) && Number.isFinite(used) ? (most ?? 0) - (used ?? 0) : Number.POSITIVE_INFINITY
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
