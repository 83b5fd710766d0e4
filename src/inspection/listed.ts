import { listed as clauses, say, type Text } from '../text/phrase.ts'

/** At most three of many faults, or null for none. */
export function listed(faults: readonly Text[]): Text | null {
  if (faults.length === 0) return null
  const first = clauses(faults.slice(0, 3), 'list.clauses')
  return faults.length > 3 ? say('fault.and-more', { faults: first, count: faults.length - 3 }) : first
}
