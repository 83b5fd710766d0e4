import type { Finding } from '../model/sentence.ts'
import { bottleneck } from './bottleneck.ts'
import type { MigrationResult } from './result.ts'
import { silentIn } from './silent-migrations.ts'
import { areZeros, silentStretch } from './silent-stretch.ts'
import { zeroPages } from './zero-pages.ts'

/**
 * What section D shows beside what was asked.
 * @param processors of a host; null where that is not known
 */
export function seenOf(migrations: readonly MigrationResult[], processors: number | null): Finding[] {
  const silent = silentIn(migrations)
  const stretch = silentStretch(migrations, silent)
  // A stretch that is silent for its pages of zeros says it of them already.
  const zeros = stretch.length > 0 && areZeros(silent) ? [] : zeroPages(migrations)
  return [...zeros, ...stretch, ...bottleneck(silent, processors)]
}
