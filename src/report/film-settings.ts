import { FILMED_STEPS } from '../assignment/filmed-steps.ts'
import { UserError } from '../errors.ts'
import { FilmSettings, OwnFilmSettings } from '../film/settings.ts'
import { hint } from './nearest.ts'
import { parseTemplateJson, placeIn } from './template-json.ts'
import { Overlay } from './template-overlay.ts'

const FILE = 'film.json'

/**
 * How the film looks and what it says: `film.json`, and what the student changes of it.
 * @throws UserError `template` with file, line and column, and the nearest right name of a step that does not exist
 */
export function loadFilmSettings(templatesFolder: string, overlay = new Overlay(templatesFolder)): FilmSettings {
  const { file, text } = overlay.readDefault(FILE)
  const defaults = parseTemplateJson(FilmSettings, text, file)
  const custom = overlay.readCustom(FILE)
  const own = custom === null ? {} : parseTemplateJson(OwnFilmSettings, custom.text, custom.file)
  const ids = FILMED_STEPS.map(({ id }) => id)
  for (const { source, steps } of [{ source: { file, text }, steps: defaults.steps }, { source: custom, steps: own.steps ?? {} }]) {
    const unknown = Object.keys(steps).find((id) => !ids.includes(id))
    if (unknown === undefined || source === null) continue
    throw new UserError('template', `${source.file}:${placeIn(source.text, ['steps', unknown])}: no step is called “${unknown}”. ${hint(unknown, ids)}`)
  }
  return FilmSettings.parse({
    ...defaults, ...own, words: { ...defaults.words, ...own.words }, steps: { ...defaults.steps, ...own.steps },
  })
}
