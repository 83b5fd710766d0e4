/** At most three of many faults, or null for none. */
export function listed(faults: readonly string[]): string | null {
  if (faults.length === 0) return null
  const more = faults.length > 3 ? `; and ${faults.length - 3} more` : ''
  return faults.slice(0, 3).join('; ') + more
}
