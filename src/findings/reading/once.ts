import type { LoadedTrial } from '../../data/loaded-run.ts'

/** What was read of trials, each by the name of what it is. */
const read = new WeakMap<LoadedTrial, Map<string, unknown>>()

/**
 * Reads something of a trial once: tens of thousands of lines always give the same. What is read must be made of the trial and
 * its files alone, and be such as JSON can hold, with texts; an error is none, and comes again.
 */
export function readOnce<T>(name: string, make: (loaded: LoadedTrial) => T): (loaded: LoadedTrial) => T {
  return (loaded) => {
    const all = readingsOf(loaded)
    if (all.has(name)) return all.get(name) as T
    const made = make(loaded)
    all.set(name, made)
    return made
  }
}

/** All that was read of a trial so far: what an earlier process read can be put into it. */
export function readingsOf(loaded: LoadedTrial): Map<string, unknown> {
  const known = read.get(loaded)
  if (known !== undefined) return known
  const none = new Map<string, unknown>()
  read.set(loaded, none)
  return none
}
