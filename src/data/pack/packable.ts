import { CHECKSUMS_FILE } from './checksums.ts'
import { CRATE_FILE } from './ro-crate.ts'

/** What is made anew whenever a run is packed, and is no part of it. */
export const MADE: readonly string[] = [CRATE_FILE, CHECKSUMS_FILE]

/** The deepest file of a run is recordings/<time>/<terminal>.cast, below the run's own name. */
const MOST_LEVELS = 5
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/** Whether a file may lie so in a pack, by the levels of its path below the run's folder. */
export const isPackable = (levels: readonly string[]): boolean =>
  levels.length >= 1 && levels.length < MOST_LEVELS && levels.every((level) => NAME.test(level))

/** Whether a run's folder may have this name. */
export const isRunName = (name: string): boolean => NAME.test(name)
