import { z } from 'zod'

/** Where the VM's keeper (`images/vm/keeper`) writes numbered blocks of 4 KiB that are checked after each migration. */
export interface Store {
  name: 'memory' | 'disk'
  path: string
  /** Block n lies in place n % places. */
  places: number
  /** Blocks a second while the VM migrates, where it is quick enough for that. */
  rate: number
  /** Blocks that are written before the first migration. */
  filled: number
}

/** For each store something of it. */
export type PerStore<T> = Record<Store['name'], T>

export const STORES: PerStore<Store> = {
  // 64 MiB of the root file system, which is memory, since the VM has nothing to swap to. All of it exists from the beginning.
  memory: { name: 'memory', path: '/tmp/keeper.memory', places: 16_384, rate: 2000, filled: 16_384 },
  // 32 MiB of partition 2: the image grows during the first migrations, and later they are overwritten.
  disk: { name: 'disk', path: '/dev/vda2', places: 8192, rate: 20, filled: 64 },
}

export const perStore = <T>(make: (store: Store) => T): PerStore<T> => ({
  memory: make(STORES.memory),
  disk: make(STORES.disk),
})

/** Number of a boot's first block: no boot and no store has a number of another one, so none has its contents. */
export const firstOf = (boot: number): PerStore<number> => ({ memory: boot * 1e9, disk: boot * 1e9 + 5e8 })

/** What was found in a store. */
export interface Found {
  /** So many were looked at. */
  blocks: number
  intact: number
  /** The place holds an older block. */
  lost: number
  /** The place holds anything else. */
  altered: number
  /** A few of the places that are not intact, in words. */
  damage: string[]
}

const Count = z.coerce.number().int().nonnegative()
const Counts = z.object({ blocks: Count, intact: Count, lost: Count, altered: Count })

/** Reads what `keeper verify` printed. @throws Error with its words where that are no counts that add up */
export function parseFound(text: string): Found {
  const [first = '', ...damage] = text.trim().split('\n')
  const words = /^blocks (?<blocks>\d+) intact (?<intact>\d+) lost (?<lost>\d+) altered (?<altered>\d+)$/.exec(first)
  const { success, data } = Counts.safeParse(words?.groups)
  if (!success || data.blocks !== data.intact + data.lost + data.altered) {
    throw new Error(`The VM’s keeper did not say what it found: ${text.trim() || 'nothing'}`)
  }
  return { ...data, damage }
}

/** The number of the newest block, as `keeper fill` and `keeper run` print it. @throws Error with their words */
export function parseLast(text: string): number {
  const number = /^last (\d+)$/.exec(text.trim())?.[1]
  if (number === undefined) throw new Error(`The VM’s keeper failed: ${text.trim() || 'it said nothing'}`)
  return Number(number)
}

/** The stores as they were found after a migration, and in which boot of the VM. */
export interface Turn {
  bootId: string
  /** Number of the newest block of each store. */
  last: PerStore<number>
  found: PerStore<Found>
  /** What the check took. */
  seconds: number
}

/**
 * What is wrong with the stores, knowing what was true before the migration; null where nothing is.
 * @param first number of this boot's first block
 */
export function faultOf(first: PerStore<number>, before: Pick<Turn, 'bootId' | 'last'>, after: Turn): string | null {
  if (after.bootId !== before.bootId) return 'the VM has booted anew'
  for (const { name, places } of Object.values(STORES)) {
    const { blocks, lost, altered, damage } = after.found[name]
    if (after.last[name] <= before.last[name])
      return `nothing was written to ${name} (block ${after.last[name]} after ${before.last[name]})`
    const expected = Math.min(places, after.last[name] - first[name] + 1)
    if (blocks !== expected) return `${blocks} blocks of ${name} were looked at instead of ${expected}`
    if (lost + altered > 0) return `${name}: ${lost} blocks lost, ${altered} altered (${damage.join('; ')})`
  }
  return null
}
