import { parentPort } from 'node:worker_threads'
import { drawFigures } from '../../charts/draw.ts'
import type { Figure, FigureId } from '../../charts/figure.ts'
import { createTextWidth } from '../../fonts/text-width.ts'
import { chartLibraries } from './chart-libraries.ts'

/** What is asked of the worker: figures, all of which are drawn. */
export type WantedFigures = Partial<Record<FigureId, Figure>>

/** What it answers: SVG, by figure. */
export type DrawnCharts = Map<FigureId, string>

const libraries = chartLibraries()
const loaded = createTextWidth()

parentPort?.on('message', async (figures: WantedFigures) => {
  const drawn: DrawnCharts = await drawFigures(figures, await loaded, libraries)
  parentPort?.postMessage(drawn)
})
