import { duration } from '../film/scene.ts'
import { clockTime, type Film } from '../film/timeline.ts'
import { formatTime } from './format.ts'
import type { FilmView } from './shape.ts'

/** The film as the appendix lists it: each step once, with its first time. */
export function filmView({ steps, durationS, recordedAt }: Film & { recordedAt: string }): FilmView {
  return {
    recordedAt: formatTime(recordedAt),
    duration: duration(durationS),
    steps: steps
      .filter(({ id }, index) => steps.findIndex((step) => step.id === id) === index)
      .map(({ number, title, recorded: { terminal, command, exitCode }, fromS }) => ({
        number: number ?? '–',
        title,
        place: terminal.startsWith('host1') ? 'host 1' : 'host 2',
        command: command === '' ? null : command,
        time: clockTime(fromS),
        result: exitCode === null ? (command === '' ? 'seen' : 'goes on') : `exit code ${exitCode}`,
      })),
  }
}
