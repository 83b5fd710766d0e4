import { UserError } from '../errors.ts'

/** A reader that wants no more, as `head` does after its lines, is no failure. */
const wantsNoMore = (error: NodeJS.ErrnoException) => error.code === 'EPIPE'

/**
 * Watches what a command prints from its beginning on. What it gives waits until all of that has been taken: a pipe holds 64 kB,
 * and `process.exit()` throws away what a slower reader has yet to ask for (https://nodejs.org/api/process.html#a-note-on-process-io).
 * @returns the wait, which ends early where the signal is aborted
 * @throws UserError `data`, of the wait, where something could not be written
 */
export function watchOutput(stream: NodeJS.WriteStream): (signal: AbortSignal) => Promise<void> {
  let failed: Error | null = null
  stream.on('error', (error) => {
    if (!wantsNoMore(error)) failed ??= error
  })
  return async (signal) => {
    await new Promise<void>((resolve) => {
      if (signal.aborted || stream.destroyed) return resolve()
      signal.addEventListener('abort', () => resolve(), { once: true })
      stream.write('', () => resolve())
    })
    if (failed !== null)
      throw new UserError('data', `What was printed could not be written to its end (${failed.message}).`, {
        cause: failed,
      })
  }
}
