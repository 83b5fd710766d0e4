import type { HostName } from '../../data/host-name.ts'
import { howItEnded } from '../../process.ts'

/** How a process that the lab needs came to its end, where nobody had asked for it. */
export interface Ending {
  host: HostName
  /** What ended it, e.g. `SIGKILL`; null where it ended by itself, or did not start. */
  signal: string | null
  exitCode: number | null
  sentence: string
}

/**
 * The facts of an end with a sentence about it.
 * @param end as the process layer gives it
 * @param say makes the sentence from how it ended
 */
export const endingOf = (
  host: HostName,
  end: { exitCode?: number | undefined; signal?: string | undefined },
  say: (how: string) => string,
): Ending => ({ host, signal: end.signal ?? null, exitCode: end.exitCode ?? null, sentence: say(howItEnded(end)) })
