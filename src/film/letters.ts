import { stripVTControlCharacters } from 'node:util'
import type { LoadedRecording } from '../data/recording-schema.ts'
import { spoken } from '../text/spoken.ts'
import type { Words } from '../text/words.ts'
import { type SceneContext, sceneAt } from './scene.ts'
import type { Screens } from './screens.ts'
import { chapters } from './subtitles.ts'

/**
 * Everything that a film shows, as one text, for whoever loads fonts for its letters. The cards at its beginning and its
 * end are asked for as they will be: dates and brackets there stand in no phrase.
 */
export function shownIn(context: SceneContext, screens: Screens): string {
  const { film, loaded, template, identity, facts } = context
  return JSON.stringify([
    spoken(film.steps, template.words),
    filmWords(template.words),
    identity,
    facts,
    [0, film.durationS].map((filmS) => sceneAt(filmS, screens, context)),
    chapters(film, template.words),
    recordedLetters(loaded),
  ])
}

/** What the film says around what is recorded. */
const filmWords = ({ entries }: Words) => Object.entries(entries).filter(([key]) => key.startsWith('film.'))

/** Every letter that a terminal shows. */
const recordedLetters = ({ casts }: LoadedRecording) =>
  [
    ...new Set(
      [...casts.values()]
        .flat()
        .map(([, text]) => stripVTControlCharacters(text))
        .join(''),
    ),
  ].join('')
