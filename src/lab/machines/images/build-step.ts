import { existsSync, readFileSync } from 'node:fs'
import { UserError } from '../../../errors.ts'
import { type ProcessOutcome, tryRun } from '../../../process.ts'
import { whyItFailed } from './build-course.ts'

/** Where Debian's packages come from. */
export const MIRROR = 'http://deb.debian.org/debian'

/** mmdebstrap's option by which QEMU and what it needs are taken from a suite's backports, and nothing else is. */
export const backportsPin = (suite: string): string =>
  `--setup-hook=mkdir -p "$1/etc/apt/preferences.d" && printf 'Package: qemu* seabios ipxe-qemu\\nPin: release n=${suite}-backports\\nPin-Priority: 990\\n' >"$1/etc/apt/preferences.d/qemu"`

const LIMIT_MINUTES = 30

/**
 * Runs a command of a build, which ends with the lab.
 * @param log gets what it prints
 * @param workshop where temporary files lie
 * @throws UserError `lab` with the end of the log, or `interrupted`
 */
export async function buildStep(argv: string[], log: string, workshop: string, signal: AbortSignal): Promise<void> {
  // Through a shell that appends to the log: the output is long, and its end is wanted only when it fails.
  const outcome = await tryRun(
    ['sh', '-c', 'log=$1; shift; exec setpriv --pdeathsig KILL "$@" >>"$log" 2>&1', 'sh', log, ...argv],
    {
      signal,
      timeoutMs: LIMIT_MINUTES * 60_000,
      env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8', TMPDIR: workshop },
    },
  )
  if (signal.aborted)
    throw new UserError('interrupted', 'Building the images was interrupted; the next run builds them again.')
  if (outcome.failure === null) return
  const said = existsSync(log) ? readFileSync(log, 'utf8').trim() : ''
  throw new UserError(
    'lab',
    `Building the images failed in ${argv[0]}: ${whyItFailed(said, workshop) ?? howItFailed(outcome)}; ` +
      `“npm run doctor” tells whether a prerequisite is missing. The end of the log:\n${said.split('\n').slice(-15).join('\n')}`,
    { cause: outcome },
  )
}

/** Without the command, which fills a screen. */
function howItFailed({ timedOut, exitCode }: ProcessOutcome): string {
  if (timedOut) return `it had not ended after ${LIMIT_MINUTES} minutes`
  return exitCode === null ? 'it was ended by a signal' : `it ended with exit code ${exitCode}`
}
