import { FILM } from '../assignment/rubric.ts'
import { type Checklist, unseenSteps } from '../film/checklist.ts'
import { formatElapsed } from '../text/durations.ts'
import { say, type Text } from '../text/phrase.ts'
import { listed } from './listed.ts'

/** What the demo is found to be; `seconds` is null for a file that is no film. */
export interface FilmFacts {
  file: string
  bytes: number
  seconds: number | null
  /** The list of its steps that lies beside it, as `npm run demo` writes it; null where there is none. */
  checklist: Checklist | null
  /** `h264` and `yuv420p` play everywhere; null where it can't be told here. */
  coding: { codec: string; pixels: string } | null
  /** Whether it begins to play before all of it is loaded. */
  faststart: boolean
}

export const filmFault = (film: FilmFacts): Text | null => recordingFault(film) ?? stepsFault(film)

export function recordingFault(film: FilmFacts): Text | null {
  const { file, seconds } = film
  if (seconds === null || seconds === 0) return say('fault.film.unreadable', { file })
  return seconds > FILM.longestMinutes * 60
    ? say('fault.film.long', { lasts: lasts(film), most: `${FILM.longestMinutes} min` })
    : null
}

/** Costs no points, and may keep a reader from seeing it. */
export function playbackFault({ file, coding, faststart }: FilmFacts): Text | null {
  if (coding !== null && (coding.codec !== 'h264' || coding.pixels !== 'yuv420p'))
    return say('fault.film.coding', { file, codec: coding.codec, pixels: coding.pixels })
  return faststart ? null : say('fault.film.index', { file })
}

/** What the list of its steps says against a film. */
export function stepsFault({ file, seconds, checklist }: FilmFacts): Text | null {
  if (checklist === null) return null
  if (Math.abs((seconds ?? 0) - checklist.durationS) > 1) return say('fault.film.other-list', { file })
  const unseen = unseenSteps(checklist)
  return listed(
    unseen.map(({ number, title, exitCode }) => {
      const step =
        number === null ? say('fault.film.step', { title }) : say('fault.film.step.numbered', { number, title })
      return exitCode === null || exitCode === 0
        ? say('fault.film.unseen', { step, file })
        : say('fault.film.fails', { step, file, code: exitCode })
    }),
  )
}

/** `HW1_1.mp4 lasts 4 min 31 s` */
export const lasts = ({ file, seconds }: FilmFacts): Text =>
  say('check.film.lasts', { file, time: formatElapsed((seconds ?? 0) * 1000) })
