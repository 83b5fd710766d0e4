import { HOSTS } from './host-name.ts'
import type { JournalEntry } from './schema.ts'

/**
 * Times at which the lab's own hosts had been booted, in order: the journal has the start of each host's QEMU. Hosts that
 * the lab did not boot have none.
 */
export const hostStarts = (journal: readonly JournalEntry[]): string[] =>
  journal
    .filter(({ place, argv }) => place === 'lab' && argv[argv.indexOf('-name') + 1] === HOSTS[0])
    .map(({ startedAt }) => startedAt)
