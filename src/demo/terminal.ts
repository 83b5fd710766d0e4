import { appendFileSync } from 'node:fs'
import { StringDecoder } from 'node:string_decoder'
import xterm from '@xterm/headless'
import { orStorageError } from '../data/storage-error.ts'
import { UserError } from '../errors.ts'
import type { Host } from '../lab/machines/hosts/host.ts'
import { pause } from '../lab/tools/clock.ts'

/** Clock of a recording: seconds since it began. */
export type RecordingClock = () => number

/** One terminal on a host, whose every output is recorded with its time. */
export interface OpenTerminal extends AsyncDisposable {
  /** Types a line as a person would, and presses Enter; gives the time of Enter. */
  type(line: string, signal: AbortSignal): Promise<number>
  /** Pastes a line, as nobody types a long one, and presses Enter; gives the time of Enter. */
  paste(line: string, signal: AbortSignal): Promise<number>
  /** Presses Ctrl-C. */
  interrupt(): void
  /** Waits for the next prompt of the shell and gives the exit code of the command before it. */
  finished(limitMs: number, signal: AbortSignal): Promise<number>
  /** Waits until the screen satisfies `isSeen`; fails at once where a shell's command ends before. */
  sees(isSeen: (screen: string) => boolean, limitMs: number, signal: AbortSignal): Promise<void>
  /** What stands on the screen now. */
  screen(): string
  /** All that was shown since a moment, without control sequences being taken out. */
  since(s: number): string
}

const PASTED_MS = 600
const KEY_MS = { least: 22, most: 60 }
const POLL_MS = 50

/**
 * Opens a terminal and waits for its first prompt.
 * @param file the cast that is written, event by event
 */
export async function openTerminal(
  host: Host,
  { columns, rows, file }: { columns: number; rows: number; file: string },
  {
    clock,
    random,
    recordedAt,
    signal,
  }: { clock: RecordingClock; random: () => number; recordedAt: Date; signal: AbortSignal },
): Promise<OpenTerminal> {
  const append = (line: unknown) => orStorageError(file, () => appendFileSync(file, `${JSON.stringify(line)}\n`))
  append({
    version: 2,
    width: columns,
    height: rows,
    timestamp: Math.floor(recordedAt.getTime() / 1000),
    title: host.name,
  })
  const emulator = new xterm.Terminal({ cols: columns, rows, scrollback: 0, allowProposedApi: true })
  const process = host.terminal(columns, rows)
  const events: [number, string][] = []
  const decoder = new StringDecoder('utf8')
  const ended: number[] = []
  let gone: string | null = null
  let fault: unknown
  emulator.parser.registerOscHandler(133, (mark) => {
    const code = /^D;(\d+)$/.exec(mark)?.[1]
    if (code !== undefined) ended.push(Number(code))
    return true
  })
  process.stdout?.on('data', (bytes: Buffer) => {
    const data = decoder.write(bytes)
    if (data === '') return
    const event: [number, string] = [Math.round(clock() * 1e6) / 1e6, data]
    events.push(event)
    try {
      append([event[0], 'o', data])
    } catch (error) {
      fault ??= error
    }
    emulator.write(data)
  })
  void process.then(({ shortMessage, exitCode }) => {
    gone = `the terminal on ${host.name} ended (${shortMessage ?? `exit code ${exitCode}`})`
  })
  const screen = () => {
    const { active } = emulator.buffer
    return Array.from(
      { length: rows },
      (_, row) => active.getLine(active.baseY + row)?.translateToString(true) ?? '',
    ).join('\n')
  }
  const until = async (isReached: () => boolean, limitMs: number, abort: AbortSignal) => {
    const deadline = clock() + limitMs / 1000
    while (!isReached()) {
      abort.throwIfAborted()
      if (fault !== undefined) throw fault
      if (gone !== null) throw new UserError('lab', gone)
      if (clock() > deadline) throw new UserError('lab', `nothing came within ${limitMs / 1000} s`)
      await pause(POLL_MS, abort)
    }
  }
  const keyboard = process.stdin
  if (keyboard === null) throw new Error('the terminal has no keyboard')
  // A terminal that ends while something is typed says so by itself.
  keyboard.on('error', () => undefined)
  const enter = () => {
    ended.length = 0
    keyboard.write('\r')
    return clock()
  }
  const session: OpenTerminal = {
    async type(line, abort) {
      for (const key of line) {
        keyboard.write(key)
        await pause(KEY_MS.least + random() * (KEY_MS.most - KEY_MS.least), abort)
      }
      await pause(350, abort)
      return enter()
    },
    async paste(line, abort) {
      keyboard.write(line)
      await pause(PASTED_MS, abort)
      return enter()
    },
    interrupt() {
      ended.length = 0
      keyboard.write('\x03')
    },
    async finished(limitMs, abort) {
      await until(() => ended.length > 0, limitMs, abort)
      return ended.at(-1) ?? 0
    },
    sees: (isSeen, limitMs, abort) =>
      until(
        () => {
          const [code] = ended
          if (code !== undefined) throw new UserError('lab', `the command ended with exit code ${code}`)
          return isSeen(screen())
        },
        limitMs,
        abort,
      ),
    screen,
    since: (s) =>
      events
        .filter(([at]) => at >= s)
        .map(([, data]) => data)
        .join(''),
    async [Symbol.asyncDispose]() {
      keyboard.end()
      process.kill('SIGTERM')
      await process
      emulator.dispose()
    },
  }
  try {
    await session.finished(60_000, signal)
  } catch (error) {
    await session[Symbol.asyncDispose]()
    throw error
  }
  return session
}
