import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { Session } from '../../command-line/session.ts'
import { UserError } from '../../errors.ts'
import { findBrowser } from '../../setup/browser.ts'
import { ClassOutcomes } from './class-outcomes.ts'
import { KeptBrowser } from './kept-browser.ts'
import { makeReport } from './make.ts'
import type { Options } from './options.ts'
import { type Prepared, prepare } from './prepared.ts'
import { type Inputs, inputsHashes, noteOf, notePrinted, printedBefore } from './printed.ts'
import { madeOf, type WantedOfClass, wantedClass } from './wanted-class.ts'

/** As many as keep two processors busy: while the browser prints one, the page of the other is made. */
const AT_ONCE = 2

/** Of what was begun before Ctrl-C, the browser's end stops most at once. */
const PATIENCE_MS = 3000

/**
 * Prints the reports of a class, with one browser, and one analysis for each run and language. What keeps one of them from being
 * printed is said at the end, and the others are printed.
 */
export async function reportClass(options: Options & { ids: string }, session: Session): Promise<void> {
  const { signal } = session
  const { file, wanted } = await wantedClass(options, session)
  const found = findBrowser()
  const hashes = inputsHashes(found?.path ?? '')
  await using browser = new KeptBrowser(found, signal)
  const stopped = givenUp(signal)
  const outcomes = new ClassOutcomes(file, wanted.length, options.json ?? false)
  for (const group of Map.groupBy(wanted, madeOf).values()) {
    const due = group.filter((one) => {
      const before = printedBefore(noteOf(one), hashes.of(one))
      if (before !== null) outcomes.printed(one, before, null)
      return before === null
    })
    await using alike = new Alike(browser, signal, hashes, outcomes)
    await Promise.race([alike.print(due), stopped])
    if (signal.aborted) break
  }
  outcomes.tell()
  if (signal.aborted) {
    outcomes.tellInterrupted()
    signal.throwIfAborted()
  }
  const failure = outcomes.failure()
  if (failure !== null) throw failure
}

/** After Ctrl-C: what still prints then, on a busy computer, is not waited for any longer. */
async function givenUp(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
  await setTimeout(PATIENCE_MS)
}

/** Prints reports that are made from the same. */
class Alike implements AsyncDisposable {
  readonly #browser: KeptBrowser
  readonly #signal: AbortSignal
  readonly #hashes: Inputs
  readonly #outcomes: ClassOutcomes
  #preparing: Promise<Prepared> | null = null

  constructor(browser: KeptBrowser, signal: AbortSignal, hashes: Inputs, outcomes: ClassOutcomes) {
    this.#browser = browser
    this.#signal = signal
    this.#hashes = hashes
    this.#outcomes = outcomes
  }

  /** @throws UserError where there is no browser that starts; what keeps one report from being printed is an outcome */
  async print(due: readonly WantedOfClass[]): Promise<void> {
    const waiting = due.values()
    // The first one leaves drawn charts and page numbers to all the others.
    for (const one of waiting) if (this.#signal.aborted || (await this.#printOne(one))) break
    const work = async () => {
      for (const one of waiting) {
        if (this.#signal.aborted) return
        await this.#printOne(one)
      }
    }
    const ends = await Promise.allSettled(Array.from({ length: AT_ONCE }, work))
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }

  async #printOne(one: WantedOfClass): Promise<boolean> {
    const startedAt = performance.now()
    // It starts while the run is read.
    const starting = this.#browser.started()
    starting.catch(() => undefined)
    const inputs = this.#hashes.of(one)
    this.#preparing ??= prepare(one, this.#hashes)
    await this.#preparing.catch(() => undefined)
    const browser = await starting
    try {
      const { report, files } = await makeReport(one, await this.#preparing, Promise.resolve(browser))
      notePrinted(noteOf(one), inputs, files, report)
      this.#outcomes.printed(one, report, performance.now() - startedAt)
      return true
    } catch (error) {
      // A browser that was ended prints nothing: that is no fault of this report.
      if (this.#signal.aborted) return false
      if (!(error instanceof UserError)) throw error
      this.#outcomes.failed(one, error)
      return false
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#preparing?.catch(() => null))?.[Symbol.asyncDispose]()
  }
}
