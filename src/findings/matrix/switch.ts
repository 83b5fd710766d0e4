import type { QmpLog } from '../../measurements/qemu/qmp.ts'

/** Whether the source says that the migration went on as post-copy. */
export const wasSwitched = ({ events, polls }: QmpLog): boolean =>
  events.some(({ name, data }) => name === 'MIGRATION' && data.status === 'postcopy-active') ||
  polls.some(({ reply }) => reply.status === 'postcopy-active')
