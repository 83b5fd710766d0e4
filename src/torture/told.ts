import { existsSync } from 'node:fs'
import type { HostName } from '../data/host-name.ts'
import { logsFolder, timeOfDay } from '../lab/run/failure.ts'
import type { RunState } from './run-state.ts'

/**
 * What a lab that survived a kill and gave up has not told: each fact has to stand in its run and in its message.
 * @param host where something was killed, null where it was the lab itself
 * @param stderr what the lab said last of all is its message
 * @returns each as a sentence
 */
export function untold(
  { folder, failure }: Pick<RunState, 'folder' | 'failure'>,
  stderr: string,
  host: HostName | null,
): string[] {
  const message = stderr.slice(Math.max(0, stderr.lastIndexOf('\nError: ')))
  if (failure === null) return [`run.json does not say why the lab failed: ${message.trim().slice(0, 400)}`]
  const logs = logsFolder(folder)
  const told: [string, boolean][] = [
    ['the step', failure.step !== '' && message.includes(`in the step “${failure.step}”`)],
    [
      `the host ${host}`,
      host === null || (failure.hosts.includes(host) && message.includes(`, on ${failure.hosts.join(' and ')}: `)),
    ],
    ['the time', message.includes(`at ${timeOfDay(new Date(failure.at))}, `)],
    // A host that was killed in its first second has said nothing.
    [
      'where the logs are',
      failure.logs
        ? existsSync(logs) && message.includes(`Logs are in ${logs};`)
        : message.includes('There are no logs of the hosts'),
    ],
    ['how to go on', message.includes('--resume')],
  ]
  return told
    .filter(([, is]) => !is)
    .map(([what]) => `the lab does not say ${what}: ${JSON.stringify(failure)}; ${message.trim().slice(0, 400)}`)
}
