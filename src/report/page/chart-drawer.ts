import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { DrawnCharts, WantedFigures } from './chart-worker.ts'

/**
 * Draws charts on another processor. Start it as soon as it is known that there are charts to be drawn: what draws is loaded
 * there, in a third of a second, while the run is analysed here.
 */
export class ChartDrawer implements AsyncDisposable {
  #started: { worker: Worker; failed: Promise<never> } | null = null

  /** Does nothing where it has started. */
  start(): void {
    this.#running()
  }

  async draw(figures: WantedFigures): Promise<DrawnCharts> {
    const { worker, failed } = this.#running()
    const answer = once(worker, 'message')
    worker.postMessage(figures)
    const [drawn]: DrawnCharts[] = await Promise.race([answer, failed])
    if (drawn === undefined) throw new Error('the worker that draws charts gave no answer')
    return drawn
  }

  #running() {
    this.#started ??= startWorker()
    return this.#started
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#started?.worker.terminate()
  }
}

function startWorker() {
  const worker = new Worker(new URL('./chart-worker.ts', import.meta.url))
  const failed = once(worker, 'error').then(([error]): never => {
    throw error
  })
  // Heard by whoever waits for a chart.
  failed.catch(() => undefined)
  return { worker, failed }
}
