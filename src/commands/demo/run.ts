import { copyFileSync } from 'node:fs'
import path from 'node:path'
import { parseIdentity } from '../../assignment/identity.ts'
import type { Session } from '../../command-line/session.ts'
import { latestCompleteRun } from '../../data/latest-run.ts'
import { latestRecording } from '../../data/recordings.ts'
import { orStorageError } from '../../data/storage-error.ts'
import { writeAtomically } from '../../data/store.ts'
import { UserError } from '../../errors.ts'
import { createProgress } from '../../progress.ts'
import { project } from '../../project.ts'
import { ensurePackages } from '../../setup/packages.ts'
import { findProgram } from '../../setup/programs.ts'
import { loadFilmTemplate } from '../../templates/film-template.ts'
import { Overlay } from '../../templates/overlay.ts'
import { formatElapsed } from '../../text/durations.ts'
import { chosenLanguage } from '../chosen-language.ts'
import { givenRun } from '../given-run.ts'
import { ensureLabPackages } from '../lab-packages.ts'
import { measureFirst } from '../measure.ts'
import { productNames } from '../product-names.ts'
import { writableOut } from '../writable-folder.ts'
import type { Options } from './options.ts'

/** `npm run demo`: records the procedure, unless that is there already, and prints the path of the film. */
export async function run(options: Options, session: Session): Promise<void> {
  const { signal } = session
  const identity = parseIdentity(options)
  const given = givenRun(options)
  const { data, templates } = project()
  const language = chosenLanguage(options.language)
  const template = loadFilmTemplate(new Overlay(templates), language)
  const names = productNames(identity.id, options.fileName, options.scene === 'colo' ? '_colo' : '')
  await (options.render ? ensurePackages('film', signal) : ensureLabPackages('demo', signal))
  const out = writableOut()
  const runFolder = given ?? latestCompleteRun(data) ?? (await measureFirst('lab', session, language))

  const progress = await createProgress()
  try {
    if (!options.render) {
      const { recordDemo } = await import('../../demo/record.ts')
      await recordDemo({
        dataFolder: data,
        runFolder,
        scene: options.scene,
        signal,
        progress,
        words: template.words,
        ...(options.hosts === undefined ? {} : { hosts: options.hosts }),
      })
    }
    const loaded = latestRecording(runFolder, options.scene)
    if (loaded === null) {
      throw new UserError(
        'usage',
        `The run ${path.basename(runFolder)} has no complete recording of that scene: leave out --render, and it is made.`,
      )
    }
    const { renderFilm } = await import('../../demo/render-film.ts')
    const beside = (name: string) => path.join(out, name)
    const film = beside(names.film)
    progress.step('Rendering the film', 40_000)
    const rendered = await renderFilm({
      loaded: loaded.recording,
      template,
      file: film,
      ffmpeg: findProgram('ffmpeg') ?? 'ffmpeg',
      signal,
      identity: identity.name === null ? identity.id : `${identity.name} · ${identity.id}`,
      progress: (share) => progress.note(`${Math.round(share * 100)} %`),
    })
    progress.done()
    if (rendered.boxes.length > 0) {
      const { named, remedy } = await import('../../fonts/coverage.ts')
      process.stderr.write(`The film's fonts have no ${named(rendered.boxes)}. ${remedy()}\n`)
    }
    const { webVtt, subRip } = await import('../../film/subtitles.ts')
    const { words } = template
    if (options.scene === 'migration') {
      const { checklistOf } = await import('../../film/checklist.ts')
      const steps = checklistOf(rendered.film, {
        run: path.basename(runFolder),
        recordedAt: loaded.recording.recording.recordedAt,
        words,
      })
      writeAtomically(beside(names.steps), `${JSON.stringify(steps, null, 2)}\n`)
    }
    writeAtomically(beside(names.webVtt), webVtt(rendered.film, words))
    writeAtomically(beside(names.subRip), subRip(rendered.film, words))
    writeAtomically(beside(names.poster), rendered.poster)
    for (const { id } of loaded.recording.recording.terminals) {
      orStorageError(beside(names.cast(id)), () =>
        copyFileSync(path.join(loaded.folder, `${id}.cast`), beside(names.cast(id))),
      )
    }
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ film, run: path.basename(runFolder), durationS: rendered.film.durationS })}\n`
        : `${film}\n`,
    )
    const lasts = `The film lasts ${formatElapsed(rendered.film.durationS * 1000)}.`
    process.stderr.write(
      options.scene === 'migration'
        ? `${lasts} Print the report again for its times: npm run report -- --id ${identity.id}\n`
        : `${lasts} It is no part of what the assignment asks for.\n`,
    )
  } finally {
    progress.stop()
  }
}
