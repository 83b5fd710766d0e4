import { readFileSync } from 'node:fs'
import type { HostName } from '../../../data/host-name.ts'

/** A processor of this computer, as its kernel numbers it, and the core that it is a thread of. */
export interface Processor {
  id: number
  core: string
}

/** Processors for each host's QEMU, as `taskset -c` takes them. */
export type Pinning = Record<HostName, string>

/** Cores that a host is given where there are enough: one for its processor, one for its disk and cards. */
const CORES_A_HOST = 2

/**
 * Cores for each host that the other does not use: two each from four cores on, one each where two or three cores have four
 * threads or more. Null where there are fewer: a host alone on one processor would wait for itself.
 */
export function pinningOf(processors: readonly Processor[]): Pinning | null {
  const cores = [...Map.groupBy(processors, ({ core }) => core).values()]
  const each = cores.length >= 2 * CORES_A_HOST ? CORES_A_HOST : 1
  if (cores.length < 2 || processors.length < 2 * CORES_A_HOST) return null
  const listed = (from: number) =>
    cores
      .slice(from, from + each)
      .flat()
      .map(({ id }) => id)
      .toSorted((a, b) => a - b)
      .join(',')
  return { host1: listed(0), host2: listed(each) }
}

/** `0-3,8` as the kernel prints it, number by number. */
export const parseProcessors = (list: string): number[] =>
  list
    .trim()
    .split(',')
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [first = NaN, last = first] = part.split('-').map(Number)
      return Array.from({ length: last - first + 1 }, (_, i) => first + i)
    })

/** The processors that this process may use, with their cores where the kernel tells. */
export function processorsHere(): Processor[] {
  const [, allowed = ''] = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  return parseProcessors(allowed).map((id) => ({ id, core: coreOf(id) }))
}

function coreOf(id: number): string {
  try {
    return readFileSync(`/sys/devices/system/cpu/cpu${id}/topology/thread_siblings_list`, 'utf8').trim()
  } catch {
    return String(id) // a kernel or container that does not say: each is its own
  }
}

/** The command that keeps another one on these processors. */
export const pinned = (processors: string | undefined, argv: readonly string[]): string[] =>
  processors === undefined ? [...argv] : ['taskset', '-c', processors, ...argv]
