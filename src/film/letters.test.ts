import { expect, test } from 'vitest'
import { project } from '../project.ts'
import { loadFilmTemplate } from '../templates/film-template.ts'
import { Overlay } from '../templates/overlay.ts'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { layOut } from './cut.ts'
import { factsOf } from './facts.ts'
import { shownIn } from './letters.ts'
import { sceneAt } from './scene.ts'
import { Screens } from './screens.ts'

test.each(['en', 'zh-TW'])('whatever a scene of a film in %s shows, a font is loaded for', (language) => {
  const loaded = syntheticRecording({ id: 'task1-install', lastsS: 75 })
  const template = loadFilmTemplate(new Overlay(project().templates), language)
  const film = layOut(loaded.recording, template)
  const context = { film, loaded, template, identity: '林美 · 1', facts: factsOf(loaded, film, template.words) }
  using screens = new Screens(loaded)
  const letters = new Set(shownIn(context, screens))
  const kinds = new Set<string>()
  for (let filmS = 0; filmS <= film.durationS; filmS += 0.5) {
    const scene = sceneAt(filmS, screens, context)
    kinds.add(scene.kind)
    expect([...new Set(JSON.stringify(scene))].filter((letter) => !letters.has(letter))).toEqual([])
  }
  expect(kinds.size).toBe(3)
})
