import path from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import type { ShownStep } from '../assignment/filmed-steps.ts'
import { HOST_OF, type RecordedStep, type RecordedTerminal, type TerminalId } from '../data/recording-schema.ts'
import { UserError } from '../errors.ts'
import { readingS } from '../film/cut.ts'
import { HostError } from '../lab/machines/host-error.ts'
import type { Hosts } from '../lab/machines/hosts/host.ts'
import { pause } from '../lab/tools/clock.ts'
import type { Words } from '../text/words.ts'
import { qmpAnswer } from './qmp-answer.ts'
import { type OpenTerminal, openTerminal, type RecordingClock } from './terminal.ts'

/** As large as the VM's text screen, which takes one terminal of each host. */
export const COLUMNS = 80
const ROWS = 25
/** For the summary of a command that was ended to be read, which may be the last thing that the film shows. */
const LAST_WORDS_MS = 4000

/** The terminals of both hosts while they are recorded, and the steps that were done in them. */
export class Stage implements AsyncDisposable {
  readonly terminals: RecordedTerminal[] = []
  readonly steps: RecordedStep[] = []
  readonly clock: RecordingClock
  /** Whether something goes on that the film must not stand still for: then a step begins with the time to read of it. */
  isLive = false
  readonly #sessions = new Map<TerminalId, OpenTerminal>()
  readonly #hosts: Hosts
  readonly #folder: string
  readonly #recordedAt: Date
  readonly #script: readonly ShownStep[]
  readonly #words: Words
  readonly #random: () => number
  readonly #signal: AbortSignal

  constructor(
    hosts: Hosts,
    {
      folder,
      recordedAt,
      steps,
      words,
      random,
      signal,
    }: {
      folder: string
      recordedAt: Date
      steps: readonly ShownStep[]
      words: Words
      random: () => number
      signal: AbortSignal
    },
  ) {
    const startedAt = performance.now()
    this.clock = () => (performance.now() - startedAt) / 1000
    this.#hosts = hosts
    this.#folder = folder
    this.#recordedAt = recordedAt
    this.#script = steps
    this.#words = words
    this.#random = random
    this.#signal = signal
  }

  async open(id: TerminalId): Promise<void> {
    const host = HOST_OF[id]
    const openedAtS = this.clock()
    const session = await openTerminal(
      this.#hosts[host],
      { columns: COLUMNS, rows: ROWS, file: path.join(this.#folder, `${id}.cast`) },
      { clock: this.clock, random: this.#random, recordedAt: this.#recordedAt, signal: this.#signal },
    )
    this.#sessions.set(id, session)
    this.terminals.push({ id, host, columns: COLUMNS, rows: ROWS, openedAtS })
  }

  session(id: TerminalId): OpenTerminal {
    const session = this.#sessions.get(id)
    if (session === undefined) throw new Error(`the terminal ${id} is not open`)
    return session
  }

  /** Does a step in a terminal, and keeps when it was done and how it ended. */
  async step(
    id: string,
    terminal: TerminalId,
    command: string,
    act: (session: OpenTerminal) => Promise<{ enteredAtS: number; exitCode: number | null }>,
  ): Promise<void> {
    const session = this.session(terminal)
    const startedAtS = this.clock()
    try {
      // A terminal may wait for minutes for a host that is not there any more.
      const gone = this.#hosts.failure()
      if (gone !== undefined) throw HostError.of(gone)
      if (this.isLive) await pause(this.#readingMs(id, command), this.#signal)
      const { enteredAtS, exitCode } = await act(session)
      this.steps.push({ id, terminal, command, startedAtS, enteredAtS, finishedAtS: this.clock(), exitCode })
    } catch (error) {
      if (this.#signal.aborted) throw error
      const reason = this.#hosts.failure()?.sentence ?? (error instanceof Error ? error.message : String(error))
      const shown = stripVTControlCharacters(session.screen()).trim().split('\n').slice(-6).join('\n')
      throw new UserError(
        'lab',
        `The step ${id} failed on ${HOST_OF[terminal]}, ${startedAtS.toFixed(0)} s into the ` +
          `recording (${command || 'nothing typed'}): ${reason}. The terminal ends with:\n${shown}`,
        { cause: error },
      )
    }
  }

  /** What is left of the time to read of a step, once; typing gives the rest of it. */
  #readingMs(id: string, command: string): number {
    const step = this.#script.find((one) => one.id === id)
    if (step === undefined || this.steps.some((done) => done.id === id)) return 0
    return Math.max(800, readingS(step, this.#words) * 1000 - command.length * 40 - 1500)
  }

  /** Types a command into a shell and waits for its end, which must be a good one. */
  shell(id: string, terminal: TerminalId, command: string, limitMs: number): Promise<void> {
    return this.step(id, terminal, command, async (session) => {
      const enteredAtS = await session.type(command, this.#signal)
      const exitCode = await session.finished(limitMs, this.#signal)
      if (exitCode !== 0) throw new UserError('lab', `exit code ${exitCode}`)
      return { enteredAtS, exitCode }
    })
  }

  /** Types a command that goes on, and waits until its screen shows that it does. */
  background(
    id: string,
    terminal: TerminalId,
    command: string,
    isSeen: (screen: string) => boolean,
    limitMs: number,
  ): Promise<void> {
    return this.step(id, terminal, command, async (session) => {
      const enteredAtS = await session.type(command, this.#signal)
      await session.sees(isSeen, limitMs, this.#signal)
      return { enteredAtS, exitCode: null }
    })
  }

  /** Waits until something is to be seen, and for the time that it should stay so. */
  seen(
    id: string,
    terminal: TerminalId,
    isSeen: (screen: string) => boolean,
    limitMs: number,
    staysMs: number,
  ): Promise<void> {
    return this.step(id, terminal, '', async (session) => {
      const enteredAtS = this.clock()
      await session.sees(isSeen, limitMs, this.#signal)
      await pause(staysMs, this.#signal)
      return { enteredAtS, exitCode: null }
    })
  }

  /** Types a command of QEMU's monitor and gives what it answered. */
  async monitor(id: string, terminal: TerminalId, command: string): Promise<string> {
    let answer = ''
    await this.step(id, terminal, command, async (session) => {
      const enteredAtS = await session.type(command, this.#signal)
      const answered = () => stripVTControlCharacters(session.since(enteredAtS))
      await session.sees(() => answered().includes('(qemu)'), 60_000, this.#signal)
      answer = answered()
      return { enteredAtS, exitCode: null }
    })
    return answer
  }

  /**
   * Pastes a message of QMP, as JSON, and waits for the answer; the step fails where QEMU refused.
   * @param check throws for an answer that means a failure all the same
   */
  qmp(id: string, terminal: TerminalId, message: object, check: (returned: unknown) => void): Promise<void> {
    const line = JSON.stringify(message)
    return this.step(id, terminal, line, async (session) => {
      const enteredAtS = await session.paste(line, this.#signal)
      const answer = () => qmpAnswer(stripVTControlCharacters(session.since(enteredAtS)))
      await session.sees(() => answer() !== undefined, 60_000, this.#signal)
      const { error, returned } = answer() ?? {}
      if (error !== undefined) throw new UserError('lab', `QEMU refused: ${error}`)
      check(returned)
      return { enteredAtS, exitCode: null }
    })
  }

  /** Ends what was typed last with Ctrl-C and waits for the shell. @param staysMs how long its last words stay alone */
  interrupt(id: string, terminal: TerminalId, staysMs = LAST_WORDS_MS): Promise<void> {
    return this.step(id, terminal, '^C', async (session) => {
      const enteredAtS = this.clock()
      session.interrupt()
      const exitCode = await session.finished(30_000, this.#signal)
      await pause(staysMs, this.#signal)
      return { enteredAtS, exitCode }
    })
  }

  /** Lets what is to be seen stay for a while. */
  rest(staysMs: number): Promise<void> {
    return pause(staysMs, this.#signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled([...this.#sessions.values()].map((session) => session[Symbol.asyncDispose]()))
  }
}
