import { createHash } from 'node:crypto'
import { createConnection, type Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { labNow, pause } from '../../tools/clock.ts'
import type { Ending } from '../ending.ts'
import { HostError } from '../host-error.ts'

/** What a script gave when it ran inside the VM. */
export interface AgentResult {
  exitCode: number
  /** stdout and stderr, interleaved as they came. */
  output: string
  /** The VM's clock, seconds since the epoch. */
  start: number
  end: number
}

/** The VM has booted and does not answer. */
export class SilentVm extends Error {
  constructor(timeoutMs: number) {
    super(`The VM did not answer on its serial line within ${timeoutMs / 1000} s`)
    this.name = 'SilentVm'
  }
}

/**
 * The VM's side door: `images/vm/agent` at the other end of the serial line. It carries commands and their output,
 * so that the network under test carries nothing but the test.
 */
export interface Agent extends Disposable {
  /** Waits until the VM has booted. */
  ready(timeoutMs: number, signal: AbortSignal): Promise<void>
  /** @throws SilentVm when no answer comes in time, Error when it is not whole and intact */
  run(script: string, timeoutMs: number, signal: AbortSignal): Promise<AgentResult>
  /** The VM's clock, between two readings of the lab's. */
  clock(signal: AbortSignal): Promise<{ asked: number; remote: number; answered: number }>
  /** Bytes that went over the serial line so far, in both directions. */
  traffic(): number
}

/**
 * How long an answer is waited for until the line is woken by a byte that means nothing: an interrupt of the serial port that
 * was lost leaves a VM without KVM asleep, with the request unread, for as long as nothing else comes.
 */
const WAKE_AFTER_S = 20

/** A script as `printf '%b'` gives it back. */
const oneLine = (script: string): string => script.trim().replaceAll('\\', '\\\\').replaceAll('\n', '\\n')

/** Connects to the serial line, retrying while QEMU is still starting. */
export function connectAgent(path: string, failed: () => Ending | undefined): Agent {
  const lines: string[] = []
  let wake: () => void = () => undefined
  let socket: Socket | undefined
  let rest = ''
  let closed = false
  const connect = () => {
    closed = false
    socket = createConnection({ path }).setEncoding('utf8')
    socket.on('data', (chunk: string) => {
      const parts = (rest + chunk).split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts.map((line) => line.replace(/\r$/, '')))
      wake()
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      closed = true
      wake()
    })
  }
  connect()

  /** The next line that the predicate accepts; lines before it (the boot log) are dropped. */
  async function next<T>(
    accept: (line: string) => T | null,
    timeoutMs: number,
    abort: AbortSignal,
    reconnect = false,
  ): Promise<T> {
    const deadline = labNow() + timeoutMs / 1000
    let wakeAt = labNow() + WAKE_AFTER_S
    for (;;) {
      for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
        const accepted = accept(line)
        if (accepted !== null) return accepted
      }
      abort.throwIfAborted()
      const failure = failed()
      if (failure !== undefined) throw HostError.of(failure)
      if (labNow() > deadline) throw new SilentVm(timeoutMs)
      if (closed) {
        if (!reconnect) throw new Error('The VM’s serial line was closed: its QEMU is gone')
        await pause(300, abort)
        connect()
      } else if (!reconnect && labNow() > wakeAt) {
        send('')
        wakeAt = labNow() + WAKE_AFTER_S
      }
      await Promise.race([
        new Promise<void>((resolve) => {
          wake = resolve
        }),
        pause(500),
      ])
    }
  }
  const send = (line: string) => {
    socket?.write(`${line}\n`)
  }
  let id = 0

  /** Sends a request and reads one frame; null when a kernel message got in between. */
  async function frame(
    tag: string,
    request: string,
    timeoutMs: number,
    abort: AbortSignal,
  ): Promise<AgentResult | null> {
    lines.length = 0
    send(request)
    const head = await next(
      (line) => {
        const words = line.slice(Math.max(0, line.indexOf('LAB:BEGIN'))).split(' ')
        return words[0] === 'LAB:BEGIN' && words[1] === tag ? words : null
      },
      timeoutMs,
      abort,
    )
    let body = ''
    await next(
      (line) => {
        if (line.includes(`LAB:END ${tag}`)) return true
        body += line
        return null
      },
      60_000,
      abort,
    )
    try {
      const output = gunzipSync(Buffer.from(body, 'base64'))
      if (createHash('md5').update(output).digest('hex') !== head[5]) return null
      return {
        exitCode: Number(head[2]),
        start: Number(head[3]),
        end: Number(head[4]),
        output: output.toString('utf8'),
      }
    } catch {
      return null
    }
  }

  return {
    async ready(timeoutMs, abort) {
      await next((line) => (line.includes('LAB:READY') ? true : null), timeoutMs, abort, true)
    },
    async run(script, timeoutMs, abort) {
      const tag = String(++id)
      const result =
        (await frame(tag, `RUN ${tag} ${oneLine(script)}`, timeoutMs, abort)) ??
        (await frame(tag, 'AGAIN', 30_000, abort))
      if (result === null) throw new Error('The VM’s answer on the serial line was damaged twice')
      return result
    },
    async clock(abort) {
      const tag = String(++id)
      const asked = labNow()
      send(`NOW ${tag}`)
      const remote = await next(
        (line) => {
          const at = line.indexOf(`LAB:NOW ${tag} `)
          return at < 0 ? null : Number(line.slice(at).split(' ')[2])
        },
        10_000,
        abort,
      )
      return { asked, remote, answered: labNow() }
    },
    traffic: () => (socket === undefined ? 0 : socket.bytesRead + socket.bytesWritten),
    [Symbol.dispose]: () => {
      socket?.destroy()
    },
  }
}
