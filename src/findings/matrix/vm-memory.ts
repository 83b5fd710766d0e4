const UNITS: Record<string, number> = { K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 }

/** Memory of a VM in bytes by `-m` of QEMU's command line, which counts in MiB where no unit is given; null without. */
export function memoryOf(argv: readonly string[] | null): number | null {
  const value = argv?.[argv.indexOf('-m') + 1] ?? ''
  const [, size, unit = 'M'] = /^(?:size=)?(\d+)([KMGT])?(?:,|$)/i.exec(value) ?? []
  const bytes = UNITS[unit.toUpperCase()]
  return argv?.includes('-m') && size !== undefined && bytes !== undefined ? Number(size) * bytes : null
}

/** Entries of KVM's dirty ring for each processor of a VM, by the same; null of one whose dirtied pages are kept in a bitmap. */
export function dirtyRingOf(argv: readonly string[] | null): number | null {
  const [, entries] = /,dirty-ring-size=(\d+)(?:,|$)/.exec(argv?.[argv.indexOf('-accel') + 1] ?? '') ?? []
  return argv?.includes('-accel') && entries !== undefined ? Number(entries) : null
}
