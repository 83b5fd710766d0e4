import type { LoadedRecording } from '../data/recording-schema.ts'
import { type Film, layOut, momentAt } from '../film/cut.ts'
import { factsOf } from '../film/facts.ts'
import { shownIn } from '../film/letters.ts'
import { type SceneContext, sceneAt } from '../film/scene.ts'
import { Screens } from '../film/screens.ts'
import { chapters } from '../film/subtitles.ts'
import type { FilmTemplate } from '../film/template.ts'
import { uncovered } from '../fonts/coverage.ts'
import { FilmCanvas } from './canvas.ts'
import { FRAMES_A_SECOND, writeFilm } from './encode.ts'

export interface FilmRequest {
  loaded: LoadedRecording
  template: FilmTemplate
  /** As it stands on the title card. */
  identity: string
  file: string
  ffmpeg: string
  signal: AbortSignal
  /** Told how much of the film is done, 0 to 1, at every tenth. */
  progress(share: number): void
}

/**
 * Renders a recording as a film.
 * @returns the film, a picture of the moment at which the VM is seen on host 2, PNG, and the characters that no font has
 * @throws UserError `render`
 */
export async function renderFilm(request: FilmRequest): Promise<{ film: Film; poster: Buffer; boxes: string[] }> {
  const { loaded, template, identity, file, ffmpeg, signal, progress } = request
  const film = layOut(loaded.recording, template)
  const context: SceneContext = {
    film,
    loaded,
    template: template,
    identity,
    facts: factsOf(loaded, film, template.words),
  }
  using screens = new Screens(loaded)
  const text = shownIn(context, screens)
  const canvas = new FilmCanvas(template, text)
  await using writer = writeFilm(file, chapters(film, template.words), ffmpeg, signal)
  const frames = Math.ceil(film.durationS * FRAMES_A_SECOND)
  const posterFrame = Math.floor(
    (film.steps.find(({ id }) => id === film.script.arrived)?.doneS ?? film.durationS / 2) * FRAMES_A_SECOND,
  )
  let poster: Buffer = Buffer.alloc(0)
  let shown = ''
  let pixels: Buffer = Buffer.alloc(0)
  for (let frame = 0; frame < frames; frame += 1) {
    const filmS = frame / FRAMES_A_SECOND
    await screens.advance(momentAt(film, filmS).recordedS)
    const scene = sceneAt(filmS, screens, context)
    // Most pictures are the one before: the terminals wait, and their versions stand still.
    const look = JSON.stringify(scene, (key, value: unknown) =>
      key === 'rows' || key === 'cursor' ? undefined : value,
    )
    if (look !== shown) {
      canvas.draw(scene)
      pixels = canvas.pixels()
      shown = look
    }
    if (frame === posterFrame) poster = canvas.png()
    await writer.add(pixels)
    if (Math.floor((frame * 10) / frames) > Math.floor(((frame - 1) * 10) / frames)) progress(frame / frames)
  }
  await writer.finish()
  return { film, poster, boxes: uncovered(text) }
}
