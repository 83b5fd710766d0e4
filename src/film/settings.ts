import { z } from 'zod'
import { StepWords } from './step-words.ts'

const words = z.string().trim().min(1)

/** Words that the film puts around what is recorded. `{…}` is filled in. */
const FilmWords = z.strictObject({
  title: words,
  subtitle: words,
  host1: words,
  host2: words,
  terminal: words,
  secondTerminal: words,
  vmScreen: words,
  noVm: words,
  elapsed: words,
  waited: words,
  end: words,
  total: words,
  leftOut: words,
  downtime: words,
  probe: words,
})

/** How the film looks and what it says: `templates/film.json`, and `templates/steps.json` for its steps. */
export const FilmSettings = z.strictObject({
  /** As in HTML: `en`, `zh-Hant-TW`. */
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'no language tag such as “en” or “zh-Hant-TW”'),
  theme: z.enum(['light', 'dark']),
  /** Height of the letters of subtitles, px of 1080. */
  subtitlePx: z.number().min(16).max(40),
  /** How fast the film goes: 2 is twice as fast. */
  speed: z.number().min(0.5).max(4),
  words: FilmWords,
  steps: StepWords,
})
export type FilmSettings = z.infer<typeof FilmSettings>
export type FilmWords = z.infer<typeof FilmWords>

/** The student's: whatever is given stands above the default. */
export const OwnFilmSettings = FilmSettings.omit({ steps: true })
  .partial()
  .extend({ words: FilmWords.partial().optional() })
export type OwnFilmSettings = z.infer<typeof OwnFilmSettings>

/** Puts values into a pattern such as `waited {time}`. */
export function filled(pattern: string, values: Record<string, string>): string {
  return pattern.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark)
}
