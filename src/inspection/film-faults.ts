import { FILM } from '../assignment/rubric.ts'
import { type Checklist, unseenSteps } from '../film/checklist.ts'
import { formatElapsed } from '../text/durations.ts'
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

export const filmFault = (film: FilmFacts): string | null => recordingFault(film) ?? stepsFault(film)

export function recordingFault(film: FilmFacts): string | null {
  const { file, seconds } = film
  if (seconds === null || seconds === 0) return `${file} is no film that can be read`
  return seconds > FILM.longestMinutes * 60 ? `${lasts(film)}, at most ${FILM.longestMinutes} min are allowed` : null
}

/** Costs no points, and may keep a reader from seeing it. */
export function playbackFault({ file, coding, faststart }: FilmFacts): string | null {
  if (coding !== null && (coding.codec !== 'h264' || coding.pixels !== 'yuv420p'))
    return `${file} is ${coding.codec}, ${coding.pixels}, which does not play everywhere: h264, yuv420p does`
  return faststart
    ? null
    : `${file} has its index at the end, so that it plays only when all of it is loaded: ffmpeg -movflags +faststart mends that`
}

/** What the list of its steps says against a film. */
export function stepsFault({ file, seconds, checklist }: FilmFacts): string | null {
  if (checklist === null) return null
  if (Math.abs((seconds ?? 0) - checklist.durationS) > 1)
    return `the list of steps beside ${file} is that of another film: npm run demo makes both`
  const unseen = unseenSteps(checklist)
  return listed(
    unseen.map(({ number, title, exitCode }) => {
      const step = `${number ?? 'the step'} “${title}”`
      return exitCode === null || exitCode === 0
        ? `${step} is not to be seen in ${file}`
        : `${step} fails in ${file}, with exit code ${exitCode}`
    }),
  )
}

/** `HW1_1.mp4 lasts 4 min 31 s` */
export const lasts = ({ file, seconds }: FilmFacts) => `${file} lasts ${formatElapsed((seconds ?? 0) * 1000)}`
