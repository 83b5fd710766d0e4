import type { HostName } from '../../data/host-name.ts'
import { howItEnded, type ProcessEnd } from '../../process.ts'

/** How a process that the lab needs came to its end, where nobody had asked for it. */
export interface Ending {
  host: HostName
  /** What ended it, e.g. `SIGKILL`; null where it ended by itself, did not start, or nothing is known of it. */
  signal: string | null
  exitCode: number | null
  sentence: string
}

/**
 * The facts of an end with a sentence about it.
 * @param end as the process layer gives it; null where nothing is known of it
 * @param say makes the sentence from how it ended
 */
export const endingOf = (host: HostName, end: ProcessEnd | null, say: (how: string) => string): Ending => ({
  host,
  signal: end?.signal ?? null,
  exitCode: end?.exitCode ?? null,
  sentence: say(howItEnded(end ?? {})),
})

/** Of several ends the one behind the others: a QEMU that was killed has the other one give up by itself. */
export const firstCause = (endings: readonly Ending[]): Ending | null =>
  endings.find(({ signal }) => signal !== null) ?? endings[0] ?? null

/** Whether it says nothing of what was being measured: somebody else killed it, as the kernel does without memory, or it is lost. */
export const isFromOutside = ({ signal, exitCode }: Ending): boolean =>
  signal === 'SIGKILL' || (signal === null && exitCode === null)
