import { existsSync } from 'node:fs'
import type { Target } from './kill-plan.ts'

/** The last step that the lab's progress on stderr names; without a clock time it is a detail. */
export const lastStep = (stderr: string): string =>
  stderr
    .split('\n')
    .findLast((line) => /^\d\d:\d\d:\d\d \S/.test(line))
    ?.slice(9)
    .replace(/ \(usually .*\)$/, '') ?? 'before the first step'

/** What a lab that survived a kill and gave up did not say of it, each as a sentence. */
export function missingFromMessage(stderr: string, target: Target): string[] {
  const message = stderr.slice(Math.max(0, stderr.lastIndexOf('\nError: ')))
  const host = /host[12]/.exec(target)?.[0] ?? ''
  const logs = /Logs are in (.+?); what was measured/.exec(message)?.[1]
  const said: [string, boolean][] = [
    ['the step', /in the step “[^”]+”/.test(message)],
    [`the host ${host}`, new RegExp(`, on [^:]*\\b${host}\\b`).test(message)],
    ['the time', /at \d\d:\d\d:\d\d UTC, .+ after its start/.test(message)],
    // A host that was killed in its first second has said nothing.
    [
      'where the logs are',
      message.includes('There are no logs of the hosts') || (logs !== undefined && existsSync(logs)),
    ],
    ['how to go on', message.includes('--resume')],
  ]
  return said
    .filter(([, is]) => !is)
    .map(([what]) => `the message does not say ${what}: ${message.trim().slice(0, 400)}`)
}
