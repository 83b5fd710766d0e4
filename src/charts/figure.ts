import type { TopLevelSpec } from 'vega-lite'
import { EXPERIMENT_FIGURES } from '../experiments/catalogue.ts'

export const FIGURES = [...EXPERIMENT_FIGURES, 'drift'] as const
export type FigureId = (typeof FIGURES)[number]

/** A chart before it is drawn, or the reason why there is none. */
export type Figure =
  | {
      spec: TopLevelSpec
      /** How much was measured, a sentence that ends the caption. */
      n: string
      /** Alternative text: what a reader who can't see the chart needs to know. */
      description: string
    }
  | { spec: null; reason: string }
