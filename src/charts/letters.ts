import { hasWide, runsByWidth } from '../text/chinese.ts'

/** Mean width of a Latin letter as a share of its size, rounded up. */
const LETTER = 0.55

/** About how wide a text is, as a share of the size of its letters, for whoever can't measure it. */
export const emsOf = (text: string, latin = LETTER): number =>
  runsByWidth(text).reduce((sum, run) => sum + (hasWide(run) ? [...run].length : latin * run.length), 0)
