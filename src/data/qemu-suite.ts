/** The Debian suites that the hosts' QEMU comes from: Debian 12's own, or the newest that is built for it. */
export const QEMU_SUITES = ['bookworm', 'bookworm-backports'] as const
