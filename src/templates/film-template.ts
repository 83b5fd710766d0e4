import { FilmLook, type FilmTemplate } from '../film/template.ts'
import { FormerFilmWords } from './former-phrases.ts'
import { parseTemplateJson } from './json.ts'
import type { Overlay } from './overlay.ts'
import { loadPhrases } from './phrases.ts'
import { loadReportTemplate } from './report-template.ts'

const FILE = 'film.json'

/** The student's: whatever is given stands above the default. `words` are phrases, from when they stood here. */
const OwnLook = FilmLook.partial().extend({ words: FormerFilmWords })

/**
 * How the film looks and what it says.
 * @param asked the language that was asked for; without it that of `film.json` where it has one, else the report's
 * @throws UserError `template` with file, line and column
 */
export function loadFilmTemplate(overlay: Overlay, asked?: string): FilmTemplate {
  const { file, text } = overlay.readDefault(FILE)
  const custom = overlay.readCustom(FILE)
  const { words: _, ...own } = custom === null ? {} : parseTemplateJson(OwnLook, custom.text, custom.file)
  const { language: ownLanguage, ...look } = FilmLook.parse({ ...parseTemplateJson(FilmLook, text, file), ...own })
  const language = asked ?? ownLanguage ?? loadReportTemplate(overlay).language
  return { ...look, language, words: loadPhrases(overlay, language).words }
}
