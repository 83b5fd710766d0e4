/**
 * The Debian suites that the VMs' QEMU comes from: Debian 12's own, the newest that is built for it, or the newest that is
 * built for Debian 13, which runs in the same hosts with libraries of its own.
 */
export const QEMU_SUITES = ['bookworm', 'bookworm-backports', 'trixie-backports'] as const
