import type { QueryMigrate } from '../../measurements/qemu/qmp.ts'

/** Whether pages are being sent, before the switch or, in post-copy, after it. */
export const isCopying = ({ status }: QueryMigrate): boolean => status === 'active' || status === 'postcopy-active'
