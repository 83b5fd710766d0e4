import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Readable } from 'node:stream'

const CHANNEL = 'child_process'
/** Of a browser that talks on and on the last is kept. */
const KEPT_CHARACTERS = 64 * 1024
/** Processes that it left may hold its output open. */
const LAST_WORDS_MS = 2000

/** What is used here of Node’s ChildProcess. */
interface Child {
  pid?: number
  spawnfile: string | null
  exitCode: number | null
  signalCode: string | null
  stdout: Readable | null
  stderr: Readable | null
  once(event: 'error', listener: (error: NodeJS.ErrnoException) => void): unknown
  once(event: 'close', listener: () => void): unknown
}

function isSpawned(message: unknown): message is { process: Child } {
  return (
    typeof message === 'object' &&
    message !== null &&
    'process' in message &&
    typeof message.process === 'object' &&
    message.process !== null &&
    'spawnfile' in message.process &&
    'stderr' in message.process
  )
}

/** A process that a library starts and keeps for itself: puppeteer shows nothing of a browser that does not start. */
export interface StartedProcess extends Disposable {
  /** Rejects where it can’t be executed at all, which nobody else would hear. */
  readonly failed: Promise<never>
  /** Resolves as soon as it runs. */
  readonly spawned: Promise<void>
  /** Undefined where it was never started. */
  readonly pid: number | undefined
  /** What it wrote so far. */
  output(): string
  /** Waits for its last words, and tells how it ended. */
  ended(): Promise<string>
  /** Ends it with all that it started. */
  kill(): void
}

/** Listens to the next process of this executable. */
export function listenToNext(executable: string): StartedProcess {
  let child: Child | null = null
  let output = ''
  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => undefined)
  const closed = Promise.withResolvers<void>()
  const spawned = Promise.withResolvers<void>()
  const keep = (piece: unknown) => {
    output = (output + String(piece)).slice(-KEPT_CHARACTERS)
  }
  const onProcess = (message: unknown) => {
    // It is told of before it has a name.
    queueMicrotask(() => {
      if (child !== null || !isSpawned(message) || message.process.spawnfile !== executable) return
      child = message.process
      spawned.resolve()
      unsubscribe(CHANNEL, onProcess)
      child.once('error', (error) => {
        reject(error)
        closed.resolve()
      })
      child.once('close', () => closed.resolve())
      child.stdout?.on('data', keep)
      child.stderr?.on('data', keep)
    })
  }
  subscribe(CHANNEL, onProcess)
  return {
    failed,
    spawned: spawned.promise,
    get pid() {
      return child?.pid
    },
    output: () => output,
    async ended() {
      if (child === null) return 'did not start'
      await Promise.race([closed.promise, new Promise((resolve) => setTimeout(resolve, LAST_WORDS_MS).unref())])
      const { exitCode, signalCode } = child
      if (signalCode !== null) return `was ended by ${signalCode}`
      return exitCode === null ? 'goes on without an answer' : `ended with exit code ${exitCode}`
    },
    kill() {
      // The whole group: Debian’s browser is a script that starts it.
      try {
        if (child?.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
      } catch {
        // It has ended.
      }
    },
    [Symbol.dispose]: () => {
      unsubscribe(CHANNEL, onProcess)
      child?.stdout?.off('data', keep)
      child?.stderr?.off('data', keep)
    },
  }
}
