import type { Analysis } from '../findings/analysis.ts'
import type { Figure, FigureId } from './figure.ts'

/** Every figure of the report. */
export function buildFigures(_analysis: Analysis): Record<FigureId, Figure> {
  const none: Figure = { spec: null, reason: 'x' }
  return { acceleration: none, network: none, exits: none, timeline: none, downtime: none, overlay: none }
}
