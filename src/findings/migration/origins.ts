import { RAW_FILES } from '../../data/raw-files.ts'
import { trialPath } from '../../data/trial-path.ts'
import { type Origin, originsIn } from '../model/quantity.ts'
import { meanPerSecond } from '../reading/windows.ts'
import { onDestination, onSource } from './counted.ts'
import type { MigrationResult } from './result.ts'

/** Where QEMU's answers on the source lie, of which most is read. */
export const logOf = ({ trial }: { trial: string }): string => trialPath(trial, RAW_FILES.qmpSource)

/**
 * One value of each migration that has it, as the ledger names it.
 * @param name without `migration.`
 */
export const originsOf = (
  name: string,
  file: string | ((migration: MigrationResult) => string),
  migrations: readonly MigrationResult[],
  value: (migration: MigrationResult) => number | null,
): Origin[] => originsIn(`migration.${name}`, file, migrations, value)

export type When = 'baseline' | 'copying' | 'after'

/** A median of intervals, or a mean, count or length of the whole. */
export type Made = 'median' | 'mean' | 'count' | 'seconds'

/** What perf counted of an event in a window of each of these migrations, in the VM or on a host. */
export function countedOf(
  place: 'perf-vm' | 'kvm-source' | 'kvm-destination',
  event: string,
  when: When,
  made: Made,
  migrations: readonly MigrationResult[],
): Origin[] {
  const windowsOf = {
    'perf-vm': (m: MigrationResult) => m.rates.perfVm[event],
    'kvm-source': (m: MigrationResult) => onSource(m, event),
    'kvm-destination': (m: MigrationResult) => onDestination(m, event),
  }[place]
  const file = {
    'perf-vm': RAW_FILES.perfVm,
    'kvm-source': ({ source }: MigrationResult) => RAW_FILES.kvm[source],
    'kvm-destination': ({ destination }: MigrationResult) => RAW_FILES.kvm[destination],
  }[place]
  return originsOf(`${place}.${event}.${when}.${made}`, file, migrations, (m) => {
    const window = windowsOf(m)?.[when]
    if (!window) return null
    return {
      median: window.medianPerSecond,
      mean: meanPerSecond(window),
      count: window.count,
      seconds: window.seconds,
    }[made]
  })
}
