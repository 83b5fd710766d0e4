import { once } from 'node:events'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { UserError } from '../errors.ts'
import { start } from '../process.ts'
import { HEIGHT, WIDTH } from './canvas.ts'

export const FRAMES_A_SECOND = 10

/** Takes the pictures of a film one after the other. */
export interface FilmWriter extends AsyncDisposable {
  /** Adds a picture; waits while the encoder has enough to do. */
  add(pixels: Buffer): Promise<void>
  /** Ends the film and puts it in its place. */
  finish(): Promise<void>
}

/**
 * Encodes H.264 in an MP4 that begins to play before all of it is there, the same bytes for the same pictures: no dates,
 * and a fixed number of threads, as x264 decides by them.
 * @param chapters as ffmpeg reads them
 * @throws UserError `setup` where there is no ffmpeg
 */
export function writeFilm(file: string, chapters: string, ffmpeg: string, signal: AbortSignal): FilmWriter {
  const [unfinished, chapterFile] = [`${file}.tmp`, `${file}.chapters.tmp`]
  writeFileSync(chapterFile, chapters)
  const encoder = start(
    [
      ffmpeg,
      '-hide_banner',
      '-loglevel',
      'error',
      '-y',
      '-f',
      'rawvideo',
      '-pixel_format',
      'rgba',
      '-video_size',
      `${WIDTH}x${HEIGHT}`,
      '-framerate',
      String(FRAMES_A_SECOND),
      '-i',
      'pipe:0',
      '-f',
      'ffmetadata',
      '-i',
      chapterFile,
      // Metadata of the chapter file alone: with none at all the titles of the chapters would be lost.
      '-map',
      '0:v',
      '-map_metadata',
      '1',
      '-map_chapters',
      '1',
      '-c:v',
      'libx264',
      '-preset',
      'veryfast',
      '-tune',
      'stillimage',
      '-crf',
      '25',
      '-g',
      '100',
      '-threads',
      '2',
      '-pix_fmt',
      'yuv420p',
      '-movflags',
      '+faststart',
      '-fflags',
      '+bitexact',
      '-flags:v',
      '+bitexact',
      '-f',
      'mp4',
      unfinished,
    ],
    { stdin: 'pipe', stderr: 'pipe', signal },
  )
  let said = ''
  encoder.stderr?.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const { stdin } = encoder
  if (stdin === null) throw new Error('the encoder has no standard input')
  stdin.on('error', () => undefined)
  const ended = encoder.then(({ failed, shortMessage }) => (failed ? (shortMessage ?? 'it failed') : null))
  const failure = async () =>
    new UserError(
      'render',
      `ffmpeg could not make the film (${said.trim().split('\n').at(-1) || (await ended)}): ` +
        'is there space on the disk, and does “ffmpeg -encoders” list libx264?',
    )
  let finished = false
  return {
    async add(pixels) {
      signal.throwIfAborted()
      if (stdin.write(pixels)) return
      // A pipe that breaks means that the encoder has ended, which says why by itself.
      const broken = await Promise.race([
        once(stdin, 'drain').then(
          () => false,
          () => true,
        ),
        ended.then(() => true),
      ])
      if (broken) throw await failure()
    },
    async finish() {
      stdin.end()
      if ((await ended) !== null) throw await failure()
      renameSync(unfinished, file)
      finished = true
    },
    async [Symbol.asyncDispose]() {
      if (!finished) {
        encoder.kill('SIGKILL')
        await ended
      }
      for (const one of [unfinished, chapterFile]) rmSync(one, { force: true })
    },
  }
}
