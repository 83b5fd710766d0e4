import type { Finding } from '../model/sentence.ts'
import { bottleneck } from './bottleneck.ts'
import type { MigrationResult } from './result.ts'
import { silentIn } from './silent-migrations.ts'
import { silentStretch } from './silent-stretch.ts'
import { zeroPages } from './zero-pages.ts'

/**
 * What section D shows beside what was asked.
 * @param processors of a host; null where that is not known
 */
export function seenOf(migrations: readonly MigrationResult[], processors: number | null): Finding[] {
  const silent = silentIn(migrations)
  return [...zeroPages(migrations), ...silentStretch(migrations, silent), ...bottleneck(silent, processors)]
}
