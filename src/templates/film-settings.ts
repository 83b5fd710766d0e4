import { FilmSettings, OwnFilmSettings } from '../film/settings.ts'
import { parseTemplateJson } from './json.ts'
import { Overlay } from './overlay.ts'
import { loadStepWords } from './steps.ts'

const FILE = 'film.json'

/**
 * How the film looks and what it says: `film.json` and `steps.json`, and what the student changes of them.
 * @throws UserError `template` with file, line and column
 */
export function loadFilmSettings(templatesFolder: string): FilmSettings {
  const overlay = new Overlay(templatesFolder)
  const { file, text } = overlay.readDefault(FILE)
  const defaults = parseTemplateJson(OwnFilmSettings.required(), text, file)
  const custom = overlay.readCustom(FILE)
  const own = custom === null ? {} : parseTemplateJson(OwnFilmSettings, custom.text, custom.file)
  return FilmSettings.parse({
    ...defaults,
    ...own,
    words: { ...defaults.words, ...own.words },
    steps: loadStepWords(overlay),
  })
}
