/**
 * The Debian suites that the VMs' QEMU comes from: Debian 12's own, the newest that is built for it, or the newest that is
 * built for Debian 13, which runs in the same hosts with libraries of its own.
 */
export const QEMU_SUITES = ['bookworm', 'bookworm-backports', 'trixie-backports'] as const

/** The least QEMU of each: none of them goes back. What is planned follows from it, as no QEMU is there to be asked yet. */
export const LEAST_QEMU: Readonly<Record<(typeof QEMU_SUITES)[number], string>> = {
  bookworm: '7.2',
  'bookworm-backports': '10.0',
  'trixie-backports': '11.1',
}
