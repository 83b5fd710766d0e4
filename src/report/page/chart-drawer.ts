import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { DrawnCharts, WantedFigures } from './chart-worker.ts'

/**
 * Draws charts on another processor. Start it first of all: what draws is loaded there, in a third of a second, while the
 * run is read and analysed here.
 */
export class ChartDrawer implements AsyncDisposable {
  readonly #worker = new Worker(new URL('./chart-worker.ts', import.meta.url))
  readonly #failed: Promise<never>

  constructor() {
    this.#failed = once(this.#worker, 'error').then(([error]) => {
      throw error
    })
    // Heard by whoever waits for a chart.
    this.#failed.catch(() => undefined)
  }

  async draw(figures: WantedFigures): Promise<DrawnCharts> {
    const answer = once(this.#worker, 'message')
    this.#worker.postMessage(figures)
    const [drawn]: DrawnCharts[] = await Promise.race([answer, this.#failed])
    if (drawn === undefined) throw new Error('the worker that draws charts gave no answer')
    return drawn
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#worker.terminate()
  }
}
