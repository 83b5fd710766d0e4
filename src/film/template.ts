import { z } from 'zod'
import type { Words } from '../text/words.ts'

/** As in HTML: `en`, `zh-Hant-TW`. */
export const LanguageTag = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'no language tag such as “en” or “zh-Hant-TW”')

/** How the film looks: `templates/film.json`. */
export const FilmLook = z.strictObject({
  /** Where it is another than the report’s. */
  language: LanguageTag.optional(),
  theme: z.enum(['light', 'dark']),
  /** Height of the letters of subtitles, px of 1080. */
  subtitlePx: z.number().min(16).max(40),
  /** How fast the film goes: 2 is twice as fast. */
  speed: z.number().min(0.5).max(4),
})

/** How the film looks and what it says. */
export interface FilmTemplate extends Omit<z.infer<typeof FilmLook>, 'language'> {
  language: string
  words: Words
}
