import puppeteer, { type Browser } from 'puppeteer'
import { UserError } from '../errors.ts'

/** A running browser; disposing of it does not wait for its end. */
export interface PrintBrowser extends AsyncDisposable {
  readonly puppeteer: Browser
  readonly executable: string
  /** e.g. `HeadlessChrome/156.0.8078.79` */
  readonly version: string
}

/**
 * Starts a browser for printing. Start it before anything else: the rest of a render fits into its start.
 *
 * @throws UserError `setup` where there is no browser, `render` where it does not start.
 */
export async function startBrowser(found: { path: string } | null): Promise<PrintBrowser> {
  if (found === null) {
    throw new UserError(
      'setup',
      'No browser was found to print with: install one with “sudo apt install chromium-headless-shell”.',
    )
  }
  const executable = found.path
  const isRoot = process.getuid?.() === 0
  let browser: Browser
  try {
    browser = await puppeteer.launch({
      executablePath: executable,
      headless: executable.includes('headless-shell') ? 'shell' : true,
      pipe: true,
      waitForInitialPage: false,
      ignoreDefaultArgs: true,
      // Chromium's sandbox can't be used by root; everyone else keeps it.
      args: [
        ...ARGUMENTS,
        ...(executable.includes('headless-shell') ? ['--headless'] : ['--headless=new']),
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
    })
  } catch (cause) {
    const [reason = ''] = String((cause as Error).message).split('\n')
    throw new UserError(
      'render',
      `The browser ${executable} did not start (${reason}): try it on the command line, ` +
        'or name another with PUPPETEER_EXECUTABLE_PATH.',
      { cause },
    )
  }
  return {
    puppeteer: browser,
    executable,
    version: await browser.version(),
    async [Symbol.asyncDispose]() {
      await closeQuickly(browser)
    },
  }
}

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
