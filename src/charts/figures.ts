import { BLOCK_EXPERIMENTS, type BlockExperiment } from '../experiments/catalogue.ts'
import { namesOf } from '../experiments/names.ts'
import type { Analysis } from '../findings/analysis.ts'
import { spoken, type Unspoken } from '../text/spoken.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import { downtimeFigure } from './downtime.ts'
import { driftFigure } from './drift.ts'
import { exitsFigure } from './exits.ts'
import type { Figure, FigureId } from './figure.ts'
import { matrixFigure } from './matrix.ts'
import { networkCostsFigure, networkFigure } from './network.ts'
import { overlayFigure } from './overlay.ts'
import { programsFigure } from './programs.ts'
import { timelineFigure } from './timeline.ts'

/** Figures that are not the one that every experiment of blocks has, named as itself. */
const OWN: Readonly<Record<Exclude<FigureId, BlockExperiment> | 'network', (analysis: Analysis) => Unspoken<Figure>>> =
  {
    network: networkFigure,
    'network-costs': networkCostsFigure,
    exits: exitsFigure,
    timeline: timelineFigure,
    downtime: downtimeFigure,
    overlay: overlayFigure,
    matrix: matrixFigure,
    drift: driftFigure,
  }

/** Every figure of the report. Pure: nothing is drawn yet. */
export function buildFigures(analysis: Analysis, words: Words = ENGLISH): Record<FigureId, Figure> {
  const figures = Object.fromEntries([
    ...BLOCK_EXPERIMENTS.map((experiment) => [experiment, programsFigure(analysis[experiment])]),
    ...namesOf(OWN).map((id) => [id, OWN[id](analysis)]),
  ]) as Record<FigureId, Unspoken<Figure>>
  return spoken<Record<FigureId, Figure>>(figures, words)
}
