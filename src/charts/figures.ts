import type { Analysis } from '../findings/analysis.ts'
import { accelerationFigure } from './acceleration.ts'
import { downtimeFigure } from './downtime.ts'
import { driftFigure } from './drift.ts'
import { exitsFigure } from './exits.ts'
import type { Figure, FigureId } from './figure.ts'
import { matrixFigure } from './matrix.ts'
import { networkCostsFigure, networkFigure } from './network.ts'
import { overlayFigure } from './overlay.ts'
import { timelineFigure } from './timeline.ts'
import { spoken } from '../text/say.ts'
import { ENGLISH, type Words } from '../text/words.ts'

/** Every figure of the report. Pure: nothing is drawn yet. */
export function buildFigures(analysis: Analysis, words: Words = ENGLISH): Record<FigureId, Figure> {
  return spoken(
    {
      acceleration: accelerationFigure(analysis),
      network: networkFigure(analysis),
      'network-costs': networkCostsFigure(analysis),
      exits: exitsFigure(analysis),
      timeline: timelineFigure(analysis),
      downtime: downtimeFigure(analysis),
      overlay: overlayFigure(analysis),
      matrix: matrixFigure(analysis),
      drift: driftFigure(analysis),
    },
    words,
  )
}
