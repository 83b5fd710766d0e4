import { tryRun } from '../process.ts'
import type { Condition } from './user.ts'

/** The hosts are connected by `-netdev stream`, which came with QEMU 7.2. */
const OLDEST = [7, 2] as const

const REMEDY =
  'use a system whose packages have it, such as Debian 12 or Ubuntu 24.04; on Ubuntu 22.04 the Ubuntu Cloud Archive has it: ' +
  'sudo add-apt-repository cloud-archive:caracal && sudo apt-get install qemu-system-x86 qemu-utils'

/** Whether this computer’s QEMU is new enough to carry the hosts; null where there is none. */
export async function qemuVersion(): Promise<Condition | null> {
  const { stdout, failure } = await tryRun(['qemu-system-x86_64', '--version'], { timeoutMs: 20_000 })
  if (failure !== null && stdout === '') return null
  const [, major, minor] = /version (\d+)\.(\d+)/.exec(stdout) ?? []
  const evidence = /version (\S+)/.exec(stdout)?.[1] ?? stdout.trim()
  return { ok: isEnough(Number(major), Number(minor)), evidence: `QEMU ${evidence}`, remedy: REMEDY }
}

/** What can’t be read is not taken for too old: the hosts’ start would tell. */
const isEnough = (major: number, minor: number): boolean =>
  Number.isNaN(major) || major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])

export const OLDEST_QEMU = OLDEST.join('.')
