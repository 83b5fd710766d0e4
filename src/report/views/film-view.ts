import { HOST_OF } from '../../data/recording-schema.ts'
import { clockTime, type Film } from '../../film/cut.ts'
import type { FilmView } from '../../templates/shape.ts'
import { formatTime } from '../../text/dates.ts'
import { formatElapsed } from '../../text/durations.ts'
import { say } from '../../text/phrase.ts'
import type { Unspoken } from '../../text/spoken.ts'

/** The film as the appendix lists it: each step once, with its first time. */
export function filmView(
  { steps, durationS, recordedAt }: Film & { recordedAt: string },
  language: string,
): Unspoken<FilmView> {
  return {
    recordedAt: formatTime(recordedAt, language),
    duration: formatElapsed(durationS * 1000),
    steps: steps
      .filter(({ id }, index) => steps.findIndex((step) => step.id === id) === index)
      .map(({ number, title, recorded: { terminal, command, exitCode }, fromS }) => ({
        number: number ?? '–',
        title,
        place: say(`host.${HOST_OF[terminal]}`),
        command: command === '' ? null : command,
        time: clockTime(fromS),
        result:
          exitCode === null
            ? say(command === '' ? 'step.seen' : 'step.goes-on')
            : say('step.exit-code-only', { code: exitCode }),
      })),
  }
}
