import { createConnection, type Socket } from 'node:net'
import { z } from 'zod'
import { labNow, pause } from '../../tools/clock.ts'
import type { Ending } from '../ending.ts'
import { HostError } from '../host-error.ts'

const Message = z.looseObject({
  QMP: z.unknown().optional(),
  id: z.number().optional(),
  return: z.unknown().optional(),
  error: z.looseObject({ class: z.string(), desc: z.string() }).optional(),
  event: z.string().optional(),
})
type Message = z.infer<typeof Message>

/** Receives every message as spoken, with the lab's clock: `{"t":…,"sent":…}` or `{"t":…,"received":…}`. */
export type QmpLog = (line: string) => void

/** QEMU's machine protocol over a unix socket. */
export interface Qmp extends Disposable {
  /** @throws Error with QEMU's own words when the command is refused or the connection ends */
  execute(command: string, args?: Record<string, unknown>): Promise<unknown>
  /** Settles with the first event of that name from now on. */
  event(name: string, timeoutMs: number, signal?: AbortSignal): Promise<void>
  /** Sends every message to `log` until it is set to null. */
  log: QmpLog | null
  closed: boolean
  /** Settles when the connection ends, as it does with QEMU. */
  ended: Promise<void>
}

/**
 * Connects, retrying while QEMU is still starting, and negotiates the capabilities.
 * @throws Error when there is no greeting in time
 */
export async function connectQmp(
  socketPath: string,
  timeoutMs: number,
  signal: AbortSignal,
  failed: () => Ending | undefined,
): Promise<Qmp> {
  const deadline = labNow() + timeoutMs / 1000
  for (;;) {
    signal.throwIfAborted()
    const failure = failed()
    if (failure !== undefined) throw HostError.of(failure)
    try {
      return await connected(await open(socketPath))
    } catch (error) {
      if (labNow() > deadline)
        throw new Error(`QEMU's QMP socket did not answer within ${timeoutMs / 1000} s`, { cause: error })
      await pause(300, signal)
    }
  }
}

function open(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ path })
    socket.once('error', reject)
    socket.once('connect', () => resolve(socket))
  })
}

async function connected(socket: Socket): Promise<Qmp> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  const listeners = new Set<(message: Message | null) => void>()
  const ended = Promise.withResolvers<void>()
  let nextId = 1
  let rest = ''
  const qmp: Qmp = {
    log: null,
    closed: false,
    ended: ended.promise,
    execute(command, args) {
      const id = nextId++
      return new Promise((resolve, reject) => {
        if (qmp.closed) return reject(new Error(`QMP is closed; “${command}” was not sent`))
        waiting.set(id, { resolve, reject })
        const message = { execute: command, ...(args ? { arguments: args } : {}), id }
        qmp.log?.(JSON.stringify({ t: labNow(), sent: message }))
        socket.write(`${JSON.stringify(message)}\n`)
      })
    },
    event(name, timeoutMs, signal) {
      return new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          clearTimeout(timer)
          listeners.delete(listen)
          signal?.removeEventListener('abort', abort)
          settle()
        }
        const abort = () => end(() => reject(signal?.reason))
        const listen = (message: Message | null) => {
          if (message === null) end(() => reject(new Error(`QMP closed while waiting for the event ${name}`)))
          else if (message.event === name) end(resolve)
        }
        const timer = setTimeout(
          () => end(() => reject(new Error(`No event ${name} within ${timeoutMs / 1000} s`))),
          timeoutMs,
        )
        listeners.add(listen)
        signal?.addEventListener('abort', abort, { once: true })
      })
    },
    [Symbol.dispose]: () => {
      socket.destroy()
    },
  }
  const receive = (line: string) => {
    qmp.log?.(`{"t":${labNow()},"received":${line}}`)
    const message = Message.parse(JSON.parse(line))
    if (message.QMP !== undefined) greeted.resolve(undefined)
    const pending = message.id === undefined ? undefined : waiting.get(message.id)
    if (message.id !== undefined && pending) {
      waiting.delete(message.id)
      if (message.error) pending.reject(new Error(`QEMU refused: ${message.error.desc}`))
      else pending.resolve(message.return)
    }
    if (message.event !== undefined) for (const listen of [...listeners]) listen(message)
  }
  const greeted = Promise.withResolvers<undefined>()
  const close = () => {
    qmp.closed = true
    ended.resolve()
    const error = new Error('QMP closed: QEMU is gone')
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
    for (const listen of [...listeners]) listen(null)
    greeted.reject(error)
  }
  socket.setEncoding('utf8')
  socket.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') receive(line.trim())
  })
  socket.on('error', () => undefined)
  socket.on('close', close)
  const timer = setTimeout(() => socket.destroy(), 5000)
  try {
    await greeted.promise
    await qmp.execute('qmp_capabilities')
    return qmp
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    clearTimeout(timer)
  }
}
