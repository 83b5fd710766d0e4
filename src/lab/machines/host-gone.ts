import type { Ending } from './ending.ts'
import { HostError } from './host-error.ts'
import type { Hosts } from './hosts/host.ts'

const LOOK_MS = 250

/** A host has ended by itself: nothing that waits for it can come to an end. */
class HostGone extends HostError {
  constructor(ending: Ending) {
    super([ending.host], ending.sentence, { ending })
    this.name = 'HostGone'
  }
}

/** Whether a signal was aborted because a host has ended, and not by the user. */
export const isHostGone = (reason: unknown): boolean => reason instanceof HostGone

export interface HostWatch extends Disposable {
  /** Aborted as soon as a host has ended, or the given signal is. */
  signal: AbortSignal
}

/** Looks after the hosts, so that no wait goes on for one that has ended. */
export function watchHosts(hosts: Pick<Hosts, 'failure'>, signal: AbortSignal): HostWatch {
  const gone = new AbortController()
  const timer = setInterval(() => {
    const failure = hosts.failure()
    if (failure !== undefined) gone.abort(new HostGone(failure))
  }, LOOK_MS)
  return { signal: AbortSignal.any([signal, gone.signal]), [Symbol.dispose]: () => clearInterval(timer) }
}
