import type { HostName } from '../../data/host-name.ts'

/** A cell that is still to be measured, and the host that it is to begin on; null where either will do. */
export interface OpenCell<T> {
  cell: T
  from: HostName | null
}

/**
 * Which cell is next: the first that may begin where the VM is. Where all that are left have to begin on the other host,
 * the first of them, and the VM has to be started there.
 * @param at where the VM is; null where there is none
 */
export function nextCell<T>(
  open: readonly OpenCell<T>[],
  at: HostName | null,
): { next: OpenCell<T>; host: HostName } | null {
  const here = at === null ? undefined : open.find(({ from }) => from === null || from === at)
  if (at !== null && here !== undefined) return { next: here, host: at }
  const wanted = at === null ? mostWanted(open) : null
  const next = open.find(({ from }) => wanted === null || from === null || from === wanted)
  return next === undefined ? null : { next, host: next.from ?? wanted ?? 'host1' }
}

/** The host that more of them begin on, so that as few as possible are left over in the end. */
function mostWanted(open: readonly OpenCell<unknown>[]): HostName {
  const count = (host: HostName) => open.filter(({ from }) => from === host).length
  return count('host2') > count('host1') ? 'host2' : 'host1'
}
