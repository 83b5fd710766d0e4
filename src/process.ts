import { execa } from 'execa'

/** How a process ended. A failure is an outcome like another: see {@link tryRun}. */
export interface ProcessOutcome {
  argv: readonly string[]
  /** null when a signal ended it or it never started. */
  exitCode: number | null
  stdout: string
  stderr: string
  durationMs: number
  timedOut: boolean
  cancelled: boolean
  /** Why it counts as failed, in one line; null when it exited with 0. */
  failure: string | null
}

export interface ProcessOptions {
  cwd?: string
  /** Added to this process's environment. */
  env?: Record<string, string>
  /** Fed to standard input, which is otherwise empty. */
  input?: string | Uint8Array
  /** A file that is standard input. */
  inputFile?: string
  timeoutMs?: number
  signal?: AbortSignal
  /**
   * `show`: output goes to this process's stderr as it comes, for package managers and the like, and is kept too.
   * `inherit`: the command has this process's stdout and stderr, and nothing is kept.
   */
  output?: 'keep' | 'show' | 'inherit'
}

/** A command that failed where it had to succeed; the message carries the end of its output. */
export class CommandError extends Error {
  readonly outcome: ProcessOutcome

  constructor(outcome: ProcessOutcome) {
    const tail = (outcome.stderr.trim() || outcome.stdout.trim()).split('\n').slice(-12).join('\n')
    super(tail ? `${outcome.failure}\n${tail}` : `${outcome.failure}`)
    this.name = 'CommandError'
    this.outcome = outcome
  }
}

let logged = false

/** From now on each command is written to stderr as it starts and ends (`--verbose`). */
export function logCommands(): void {
  logged = true
}

function options(o: ProcessOptions) {
  return {
    ...(o.cwd === undefined ? {} : { cwd: o.cwd }),
    ...(o.env === undefined ? {} : { env: o.env }),
    ...(o.timeoutMs === undefined ? {} : { timeout: o.timeoutMs }),
    ...(o.signal === undefined ? {} : { cancelSignal: o.signal }),
    reject: false,
    // Raw outputs are kept byte for byte, the last line's end included.
    stripFinalNewline: false,
    // SIGTERM first; SIGKILL for whoever ignores it.
    forceKillAfterDelay: 3000,
    verbose: logged ? 'short' : 'none',
  } as const
}

/** How long the last output of a command that was ended is waited for. */
const LAST_WORDS_MS = 1000

/**
 * Whoever holds the output of a command that was ended is not waited for: ssh leaves it to its shared connection, which
 * keeps it for as long as the command on the host can't be ended, such as one that uses the share of a host that is gone.
 */
function letGo(
  { nodeChildProcess }: Pick<Running, 'nodeChildProcess'>,
  { signal, timeoutMs = Infinity }: ProcessOptions,
): void {
  const startedAt = performance.now()
  nodeChildProcess.once('exit', () => {
    if (!signal?.aborted && performance.now() - startedAt < timeoutMs) return
    setTimeout(() => {
      nodeChildProcess.stdout?.destroy()
      nodeChildProcess.stderr?.destroy()
    }, LAST_WORDS_MS).unref()
  })
}

/** Runs a command to its end. Never throws for the command's sake: a failure is in the outcome. */
export async function tryRun(argv: readonly string[], o: ProcessOptions = {}): Promise<ProcessOutcome> {
  const [file = '', ...args] = argv
  const running = execa(file, args, {
    ...options(o),
    ...(o.inputFile !== undefined
      ? { inputFile: o.inputFile }
      : o.input !== undefined
        ? { input: o.input }
        : { stdin: 'ignore' as const }),
    ...(o.output === 'show' ? { stdout: [2, 'pipe'] as const, stderr: [2, 'pipe'] as const } : {}),
    ...(o.output === 'inherit' ? { stdout: 'inherit' as const, stderr: 'inherit' as const } : {}),
  })
  letGo(running, o)
  const result = await running
  return {
    argv,
    exitCode: result.exitCode ?? null,
    stdout: result.stdout ?? '',
    stderr: result.stderr ?? '',
    durationMs: result.durationMs,
    timedOut: result.timedOut,
    cancelled: result.isCanceled,
    failure: result.failed ? (result.shortMessage ?? `Command failed: ${file}`) : null,
  }
}

/**
 * Runs a command that has to succeed and returns its outcome.
 * @throws CommandError when it does not start, exits with anything but 0, or takes too long
 */
export async function run(argv: readonly string[], o: ProcessOptions = {}): Promise<ProcessOutcome> {
  const outcome = await tryRun(argv, o)
  if (outcome.failure !== null) throw new CommandError(outcome)
  return outcome
}

/** A started process: a promise of its end, with its streams, `pid` and `kill`. */
export type Running = ReturnType<typeof start>

/** What is known of a process's end: neither field where it did not start. */
export interface ProcessEnd {
  exitCode?: number | null | undefined
  signal?: string | null | undefined
}

/** How a started process ended, in a few words; its whole command line would hide them. */
export const howItEnded = ({ exitCode = null, signal = null }: ProcessEnd): string =>
  signal !== null ? `was ended by ${signal}` : exitCode !== null ? `ended with exit code ${exitCode}` : 'did not start'

export interface StartOptions extends Omit<ProcessOptions, 'output' | 'input' | 'inputFile'> {
  stdin?: 'ignore' | 'pipe'
  /** A file that the output is appended to, or a stream to read from. */
  stdout?: 'ignore' | 'pipe' | { file: string }
  stderr?: 'ignore' | 'pipe' | { file: string }
  /** It belongs to no terminal and is not ended with this process, which does not wait for it either. */
  outlives?: boolean
}

/** Starts a command that goes on in the background; unless told otherwise it is ended with this process at the latest. */
export function start(argv: readonly string[], o: StartOptions = {}) {
  const [file = '', ...args] = argv
  const target = (to: StartOptions['stdout']) => (typeof to === 'object' ? { ...to, append: true } : (to ?? 'ignore'))
  const started = execa(file, args, {
    ...options(o),
    buffer: false,
    stdin: o.stdin ?? 'ignore',
    stdout: target(o.stdout),
    stderr: target(o.stderr),
    detached: o.outlives ?? false,
    cleanup: !o.outlives,
  })
  if (o.outlives) started.nodeChildProcess.unref()
  return started
}
