import { BLOCK_EXPERIMENTS, type BlockExperiment } from '../experiments/catalogue.ts'
import { namesOf } from '../experiments/names.ts'
import type { Analysis } from '../findings/analysis.ts'
import { isChinese } from '../text/chinese.ts'
import { spoken, type Unspoken } from '../text/spoken.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import { inChinese } from './chinese.ts'
import { downtimeFigure } from './downtime.ts'
import { driftFigure } from './drift.ts'
import { exitsFigure } from './exits.ts'
import { failoverFigure } from './failover.ts'
import { faultsFigure } from './faults.ts'
import type { Figure, FigureId } from './figure.ts'
import { matrixFigure } from './matrix.ts'
import { migrationsByHandFigure } from './migrations-by-hand.ts'
import { isShownOfCards, metricsOfCards, metricsOfCosts } from './network.ts'
import { overlayFigure } from './overlay.ts'
import { pauseFigure } from './pause.ts'
import { ratiosFigure } from './ratios.ts'
import { metricsOfSamples, samplesFigure } from './samples.ts'
import { timelineFigure } from './timeline.ts'

/** Figures that are not those that every experiment of blocks has: its ratios, named as itself, and all its samples. */
type OwnFigure = Exclude<FigureId, BlockExperiment | `${BlockExperiment}-samples`> | 'network' | 'network-samples'

const OWN: Readonly<Record<OwnFigure, (analysis: Analysis) => Unspoken<Figure>>> = {
  network: ({ network }) => ratiosFigure('network', network, isShownOfCards(network)),
  'network-samples': ({ network }) => samplesFigure(metricsOfCards(network), network.notMeasured),
  'network-costs': ({ network }) => samplesFigure(metricsOfCosts(network), network.notMeasured),
  exits: exitsFigure,
  timeline: timelineFigure,
  downtime: downtimeFigure,
  pause: pauseFigure,
  overlay: overlayFigure,
  matrix: matrixFigure,
  faults: faultsFigure,
  'migrations-by-hand': migrationsByHandFigure,
  failover: failoverFigure,
  drift: driftFigure,
}

/** Every figure of the report, each made when it is asked for first: most editions show half of them. Pure: nothing is drawn yet. */
export function buildFigures(analysis: Analysis, words: Words = ENGLISH): Record<FigureId, Figure> {
  const makers = Object.fromEntries([
    ...BLOCK_EXPERIMENTS.flatMap((experiment) => {
      const result = analysis[experiment]
      return [
        [experiment, () => ratiosFigure(experiment, result)],
        [`${experiment}-samples`, () => samplesFigure(metricsOfSamples(result), result.notMeasured)],
      ]
    }),
    ...namesOf(OWN).map((id) => [id, () => OWN[id](analysis)]),
  ]) as Record<FigureId, () => Unspoken<Figure>>
  return madeWhenAsked(makers, (make) => {
    const figure = spoken<Figure>(make(), words)
    return isChinese(words.language) && figure.spec !== null ? { ...figure, spec: inChinese(figure.spec) } : figure
  })
}

/** A record of the same names, whose values are made when they are asked for first. */
function madeWhenAsked<K extends string, M, T>(makers: Readonly<Record<K, M>>, make: (maker: M) => T): Record<K, T> {
  const record = {} as Record<K, T>
  for (const name of namesOf(makers)) {
    Object.defineProperty(record, name, {
      enumerable: true,
      configurable: true,
      get() {
        const value = make(makers[name])
        Object.defineProperty(record, name, { enumerable: true, value })
        return value
      },
    })
  }
  return record
}
