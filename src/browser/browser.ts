import { accessSync, constants, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import puppeteer, { type Browser } from 'puppeteer'
import { UserError } from '../errors.ts'
import { homeFolder } from '../home.ts'
import { helperSandbox, NONE, NONE_FOR_ROOT, OWN, type Sandbox } from './sandbox.ts'
import { type StartFailure, startFailure } from './start-failure.ts'
import { listenToNext } from './started-process.ts'

/** A running browser; disposing of it does not wait for its end. */
export interface PrintBrowser extends AsyncDisposable {
  readonly puppeteer: Browser
  readonly executable: string
  /** e.g. `HeadlessChrome/156.0.8078.79` */
  readonly version: string
  readonly sandbox: Sandbox
}

interface StartOptions {
  heedsSignals: boolean
  spawned: () => void
}

/** Many times what the slowest start took: a browser that hangs must not hang the report. */
const START_LIMIT_MS = 90_000

/** What was said once need not be said for each browser. */
const said = new Set<string>()
const sayOnce = (sentence: string) => {
  if (!said.has(sentence)) process.stderr.write(`${sentence}\n`)
  said.add(sentence)
}

/**
 * Starts a browser for printing. Start it before anything else: the rest of a render fits into its start. Where the
 * system lets it make no sandbox it is started with the setuid helper, or else without any, which `warn` is told. A signal
 * ends this process with the browser, but where `heedsSignals` says that its caller ends both. `spawned` is told when its
 * process runs: what leaves this one no turn before that keeps it from starting.
 *
 * @throws UserError `setup` where there is no browser, `render` with its reason where it does not start
 */
export async function startBrowser(
  found: { path: string } | null,
  warn: (sentence: string) => void = sayOnce,
  { heedsSignals = true, spawned = () => undefined }: Partial<StartOptions> = {},
): Promise<PrintBrowser> {
  if (found === null) {
    throw new UserError('setup', 'No browser was found to print with: “npm run doctor” says what brings one.')
  }
  const executable = found.path
  const { puppeteer: browser, sandbox } = await launchFenced(executable, warn, { heedsSignals, spawned })
  return {
    puppeteer: browser,
    executable,
    version: await browser.version(),
    sandbox,
    async [Symbol.asyncDispose]() {
      await closeQuickly(browser)
    },
  }
}

/** With the best sandbox that this system allows. */
async function launchFenced(
  executable: string,
  warn: (sentence: string) => void,
  options: StartOptions,
): Promise<{ puppeteer: Browser; sandbox: Sandbox }> {
  const isRoot = process.getuid?.() === 0
  const temporary = tmpdir()
  const cannotWrite = codeOfTemporary(temporary)
  if (cannotWrite !== null)
    throw notStarted(executable, startFailure({ executable, output: '', end: '', code: cannotWrite, temporary }), null)
  let refused: StartError | null = null
  for (const sandbox of isRoot ? [NONE_FOR_ROOT] : [OWN, helperSandbox(executable), NONE]) {
    if (sandbox === null) continue
    try {
      const browser = await launch(executable, sandbox, options)
      if (sandbox.kind === 'none') {
        warn(
          'The browser prints without its sandbox, which this system does not let it make; the page is made here, ' +
            'runs no foreign script and reaches neither a network nor other files. “npm run doctor” says how to keep it.',
        )
      }
      return { puppeteer: browser, sandbox }
    } catch (error) {
      if (!(error instanceof StartError)) throw error
      refused = error
      if (error.failure.kind !== 'sandbox') break
    }
  }
  throw notStarted(executable, refused?.failure ?? { reason: 'nothing is known', remedy: 'run this again' }, refused)
}

const notStarted = (executable: string, { reason, remedy }: Omit<StartFailure, 'kind'>, cause: unknown): UserError =>
  new UserError('render', `The browser ${executable} did not start: ${reason}; ${remedy}.`, {
    ...(cause === null ? {} : { cause }),
    facts: { browser: executable, reason, remedy },
  })

/** With less it starts, and fails in the middle of a print with words that say nothing of a disk. */
const TEMPORARY_BYTES = 3e6

/** Why the folder for temporary files will not do, as the code of an error; null where it will. */
function codeOfTemporary(folder: string): string | null {
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize < TEMPORARY_BYTES ? 'ENOSPC' : null
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? null
  }
}

/** Its message is all that the browser wrote. */
class StartError extends Error {
  readonly failure: StartFailure

  constructor(failure: StartFailure, output: string, cause: unknown) {
    super(output.trim() === '' ? String(cause) : output.trim(), { cause })
    this.name = 'BrowserOutput'
    this.failure = failure
  }
}

/** @throws StartError */
async function launch(
  executable: string,
  { args, env }: Sandbox,
  { heedsSignals, spawned }: StartOptions,
): Promise<Browser> {
  const isShell = executable.includes('headless-shell')
  // Puppeteer asks for the home folder, which an id without an account lacks.
  process.env.HOME ??= homeFolder() ?? '/nonexistent'
  using started = listenToNext(executable)
  void started.spawned.then(spawned)
  let tooLong: NodeJS.Timeout | undefined
  try {
    return await Promise.race([
      puppeteer.launch({
        executablePath: executable,
        headless: isShell ? 'shell' : true,
        pipe: true,
        waitForInitialPage: false,
        ignoreDefaultArgs: true,
        handleSIGINT: heedsSignals,
        handleSIGTERM: heedsSignals,
        handleSIGHUP: heedsSignals,
        env: { ...process.env, ...env },
        args: [...ARGUMENTS, ...(isShell ? ['--headless'] : ['--headless=new']), ...args],
      }),
      started.failed,
      new Promise<never>((_, reject) => {
        tooLong = setTimeout(() => {
          started.kill()
          reject(new Error(`no answer within ${START_LIMIT_MS / 1000} s`))
        }, START_LIMIT_MS)
      }),
    ])
  } catch (cause) {
    const end = await started.ended()
    const { code, message } = cause as NodeJS.ErrnoException
    // What kept it from being started at all says so itself.
    const output = started.pid === undefined ? message : started.output()
    const failure = startFailure({ executable, output, end, code: code ?? codeIn(message), temporary: tmpdir() })
    throw new StartError(failure, output, cause)
  } finally {
    clearTimeout(tooLong)
  }
}

const codeIn = (message: string): string | undefined => /\bE[A-Z]{3,}\b/.exec(message)?.[0]

/** Few, so that it starts quickly; none that changes what is printed. */
const ARGUMENTS = [
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-startup-window',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--hide-scrollbars',
  '--font-render-hinting=none',
  '--password-store=basic',
  '--use-mock-keychain',
  '--mute-audio',
]

/** An orderly end lets the browser remove its profile; it need not hold up the report. */
async function closeQuickly(browser: Browser): Promise<void> {
  const child = browser.process()
  await Promise.race([
    browser.close().catch(() => undefined),
    new Promise((resolve) => setTimeout(resolve, 3000).unref()),
  ])
  if (child !== null && child.exitCode === null) child.kill('SIGKILL')
}
