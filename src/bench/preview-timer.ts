import { get } from 'node:http'
import { createInterface } from 'node:readline'
import { start } from '../process.ts'

/** A running preview whose renewals are timed. */
export interface PreviewTimer extends AsyncDisposable {
  /** Calls `change` and waits until the preview tells its pages of a new report. */
  renewalMs(change: () => void): Promise<number>
}

/** More than any renewal takes. */
const LIMIT_MS = 60_000

/** @param argv of `npm run preview`, for a port that is free */
export async function startPreview(argv: readonly string[], env: Record<string, string>): Promise<PreviewTimer> {
  const child = start(argv, { env, stdout: 'pipe', stderr: 'ignore' })
  const ended = child.then(({ exitCode }) => {
    throw new Error(`the preview ended with exit code ${exitCode}`)
  })
  ended.catch(() => undefined)
  try {
    // It says its address once the first report is there.
    const url = await Promise.race([firstLine(child.stdout), ended])
    const reports = await listen(new URL('/events', url))
    return {
      async renewalMs(change) {
        const next = reports.next()
        const startedAt = performance.now()
        change()
        await Promise.race([next, ended])
        return performance.now() - startedAt
      },
      async [Symbol.asyncDispose]() {
        reports.close()
        child.kill()
        await ended.catch(() => undefined)
      },
    }
  } catch (error) {
    child.kill()
    throw error
  }
}

function firstLine(stream: NodeJS.ReadableStream | null): Promise<string> {
  if (stream === null) throw new Error('the preview has no standard output')
  return new Promise((resolve) => createInterface({ input: stream }).once('line', resolve))
}

/** Listens as an open page does. Each `next` is a report that comes after it was asked for. */
function listen(url: URL): Promise<{ next(): Promise<void>; close(): void }> {
  return new Promise((resolve, reject) => {
    const request = get(url, (response) => {
      response.setEncoding('utf8')
      let waiting: (() => void)[] = []
      response.on('data', (text: string) => {
        if (!text.includes('event: report')) return
        for (const one of waiting) one()
        waiting = []
      })
      resolve({
        next: () =>
          new Promise((tell, fail) => {
            const timer = setTimeout(
              () => fail(new Error(`the preview was not renewed within ${LIMIT_MS} ms`)),
              LIMIT_MS,
            )
            waiting.push(() => {
              clearTimeout(timer)
              tell()
            })
          }),
        close: () => request.destroy(),
      })
    })
    request.on('error', reject)
  })
}
