import { closeSync, existsSync, openSync, readSync } from 'node:fs'
import type { Progress } from '../../../progress.ts'
import { BuildCourse, leftOf } from './build-course.ts'

const LOOK_MS = 1000
/** Often enough to see that it goes on, and seldom enough for a log of lines. */
const SAY_MS = 10_000

/** Says what a build is at, from the log that it writes, until it is disposed of. */
export function followBuild(log: string, progress: Pick<Progress, 'note'>): Disposable {
  const startedAt = performance.now()
  const course = new BuildCourse()
  const decoder = new TextDecoder()
  let read = 0
  let rest = ''
  let saidAt = Number.NEGATIVE_INFINITY
  let saidTitle = ''
  const look = () => {
    const bytes = newBytes(log, read)
    read += bytes.length
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) course.read(line)
    const { now, done } = course.course
    const [title = ''] = now.split(/ \d/)
    const elapsedMs = performance.now() - startedAt
    if (read === 0 || (title === saidTitle && elapsedMs - saidAt < SAY_MS)) return
    saidAt = elapsedMs
    saidTitle = title
    progress.note(`${now}${leftOf(done, elapsedMs)}`)
  }
  const timer = setInterval(look, LOOK_MS).unref()
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

function newBytes(file: string, from: number): Uint8Array {
  if (!existsSync(file)) return new Uint8Array()
  const handle = openSync(file, 'r')
  try {
    const buffer = new Uint8Array(256 * 1024)
    return buffer.subarray(0, readSync(handle, buffer, 0, buffer.length, from))
  } finally {
    closeSync(handle)
  }
}
