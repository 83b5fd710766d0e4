import { type PrintBrowser, startBrowser } from '../../browser/browser.ts'

/** One browser for many prints: started when it is asked for first, and anew after it has died. A signal ends it at once. */
export class KeptBrowser implements AsyncDisposable {
  readonly #found: { path: string } | null
  readonly #signal: AbortSignal
  #starting: Promise<PrintBrowser> | null = null
  readonly #end = () => void this[Symbol.asyncDispose]()

  constructor(found: { path: string } | null, signal: AbortSignal) {
    this.#found = found
    this.#signal = signal
    signal.addEventListener('abort', this.#end, { once: true })
  }

  /** @throws UserError `setup`, `render` where there is none that starts */
  async started(): Promise<PrintBrowser> {
    const before = this.#starting
    this.#starting ??= this.#start()
    const browser = await this.#starting
    if (browser.puppeteer.connected || before === null) return browser
    // Another print may have found it dead as well.
    if (this.#starting === before) this.#starting = this.#start()
    return this.#starting
  }

  #start(): Promise<PrintBrowser> {
    return startBrowser(this.#found, undefined, { heedsSignals: false })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal.removeEventListener('abort', this.#end)
    await (await this.#starting?.catch(() => null))?.[Symbol.asyncDispose]()
  }
}
