import { readFileSync } from 'node:fs'
import path from 'node:path'
import { TOPOLOGY } from '../../../assignment/topology.ts'
import type { ProcessOutcome, Running } from '../../../process.ts'
import { quote } from '../../../text/shell.ts'
import { OWN_PROCESSES } from '../own-processes.ts'
import type { Host } from './host.ts'

/** A script that is executed on a host of the user's; it finds what it is about in variables named LAB_*. */
export const scriptOf = (name: 'survey' | 'save' | 'added-packages' | 'prepare' | 'restore'): string =>
  readFileSync(path.join(import.meta.dirname, 'given', `${name}.sh`), 'utf8')
/** Those variables, as a shell reads them. */
export const assignments = (values: Record<string, string>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${quote(value)}\n`)
    .join('')
/** What is the lab's own on a host. */
export const OWN = {
  LAB_QEMU: OWN_PROCESSES.qemu,
  LAB_PERF: OWN_PROCESSES.perf,
  LAB_PROBES: OWN_PROCESSES.probes,
  LAB_SHARE: `${TOPOLOGY.host1}:/mnt/nfs`,
}
/** What a command said last, in a sentence. */
export const lastWords = ({ stderr, stdout, failure }: ProcessOutcome): string =>
  (stderr.trim() || stdout.trim()).split('\n').slice(-4).join('\n').replace(/\.$/, '') || `${failure}`

/** Waits on the host for the end of the lab, however that comes, and then ends what the lab left running there. */
export function guardianOn(host: Host): Running {
  const patterns = [OWN.LAB_QEMU, OWN.LAB_PERF, OWN.LAB_PROBES]
    .map((pattern) => `sudo pkill -KILL -f ${quote(pattern)}`)
    .join('; ')
  return host.start(['bash', '-c', `trap '' HUP PIPE; cat >/dev/null; ${patterns}`], { stdin: 'pipe' })
}
