import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Computer } from '../../data/schema.ts'

/**
 * This computer. Copies of one system may share `/etc/machine-id`, and containers have none or one of their own, so its name
 * on the network counts as well, and its kernel's boot, which containers on it share. Only digests are kept: a run may be
 * handed on, and machine-id(5) asks for that.
 * @param env Slurm gives the name of the node
 */
export const thisComputer = (env: NodeJS.ProcessEnv = process.env): Computer => ({
  id: digest(textOf('/etc/machine-id'), hostname()),
  boot: digest(textOf('/proc/sys/kernel/random/boot_id')),
  name: env.SLURMD_NODENAME || null,
})

const digest = (...texts: readonly string[]): string =>
  createHash('sha256')
    .update(['migration-lab', ...texts].join('\n'))
    .digest('hex')
    .slice(0, 16)

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
