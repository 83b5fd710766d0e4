import { readFileSync } from 'node:fs'
import path from 'node:path'
import { labNow, pause } from '../../tools/clock.ts'
import type { Ending } from '../ending.ts'
import { HostError } from '../host-error.ts'
import { bootFailure } from './boot-failure.ts'
import type { Host } from './host.ts'

/** How long a host is given to boot: half a minute is usual, and four were not enough on a computer that had a tenth of its processors. */
export const BOOT_LIMIT_MS = 600_000

/**
 * Waits until a host that is booting answers over ssh.
 * @param gone how its process ended, once it has
 * @throws HostError with the end of the console, as soon as that tells that it will never answer
 */
export async function hostAnswers(
  host: Host,
  folder: string,
  deadlineS: number,
  gone: () => Ending | undefined,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    signal.throwIfAborted()
    const failure = gone()
    const late = labNow() > deadlineS
    const read = (kind: string) => {
      try {
        return readFileSync(path.join(folder, `${host.name}.${kind}.log`), 'utf8')
      } catch {
        return ''
      }
    }
    const stuck = bootFailure(read('console'))
    if (failure !== undefined || late || stuck !== null) {
      const tail = `${read('qemu')}${read('console')}`.trim().split('\n').slice(-12).join('\n')
      const what =
        failure !== undefined
          ? `ended while booting (${failure.sentence})`
          : stuck !== null
            ? `can’t boot (${stuck})`
            : `did not answer over ssh within ${BOOT_LIMIT_MS / 1000} s`
      throw new HostError(
        [host.name],
        `${host.name} ${what}; try again, or see “npm run doctor”\nThe end of its console:\n${tail}`,
      )
    }
    const outcome = await host.exec(['true'], { timeoutMs: 15_000, signal })
    if (outcome.failure === null) return
    await pause(500, signal)
  }
}
