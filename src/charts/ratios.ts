import { armsIn, type BlockExperiment } from '../experiments/catalogue.ts'
import type { ExperimentResult } from '../findings/analysis.ts'
import { isHeadline } from '../findings/model/families.ts'
import { labelOf, type Metric } from '../findings/model/metric.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'
import { formatNumber } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { type Lane, type RatioRow, ratioRows, ratioStatistic, spreadOfFactor } from './ratio-lanes.ts'
import { ratioPlot } from './ratio-plot.ts'
import { ratioExtent } from './scale.ts'
import { sizes } from './sizes.ts'
import { barOf, endsOfBar } from './spread-bars.ts'
import { CONFIG } from './theme.ts'

/** What a figure of ratios is about. */
type IsShown = (metric: Metric) => boolean
const metricsOf = ({ metrics }: Pick<ExperimentResult, 'metrics'>, isShown: IsShown): Metric[] =>
  metrics.filter((metric) => metric.better !== 'neither' && isShown(metric))

/** The rows of an experiment's figure, from top to bottom. */
export const rowsOfRatios = (
  experiment: BlockExperiment,
  result: Pick<ExperimentResult, 'metrics'>,
  isShown: IsShown = isHeadline,
): RatioRow[] => ratioRows(metricsOf(result, isShown), armsIn(experiment).arms)

/**
 * An experiment of blocks as ratios on one axis: how many times worse each quantity is than in the first configuration.
 * Worse lies to the right, whether a quantity is a time or a rate.
 */
export function ratiosFigure(
  experiment: BlockExperiment,
  result: Pick<ExperimentResult, 'metrics' | 'notMeasured'>,
  isShown?: IsShown,
): Unspoken<Figure> {
  const rows = rowsOfRatios(experiment, result, isShown)
  const [reference] = armsIn(experiment).arms
  if (rows.length === 0 || reference === undefined) {
    const hasNone = result.metrics.every(({ arms }) => arms.every(({ summary }) => summary === null))
    return {
      spec: null,
      reason: (hasNone && joined(result.notMeasured, ' ')) || say(hasNone ? 'chart.no-trial' : 'chart.ratios.none'),
    }
  }
  const lanes = rows.flatMap((row) => row.lanes)
  const factors = lanes.flatMap(({ factor }) => factor ?? [])
  const extent = ratioExtent(
    lanes.flatMap(({ factor, parts }) => [
      ...(factor ? [factor.value] : []),
      ...parts.map(({ quantity }) => quantity.value),
    ]),
    factors.flatMap((factor) => endsOfBar(spreadOfFactor(factor))),
  )
  const hasRange = factors.some((factor) => spreadOfFactor(factor).kind === 'too-scattered')
  const isCut = factors.some((factor) => barOf(spreadOfFactor(factor), extent.domain).beyond.length > 0)
  const metrics = rows.map(({ metric }) => metric)
  const isSpeed = metrics.every(({ role }) => role === 'headline')
  return {
    spec: { config: CONFIG, ...ratioPlot(rows, extent, reference, isSpeed) },
    n: joined(
      [
        say('chart.ratios.n', {
          statistics: listed([
            ...new Set(factors.map(({ statistic }) => say(`statistic.${ratioStatistic(statistic)}`))),
          ]),
        }),
        ...(hasRange ? [say('chart.ratios.thin')] : []),
        ...partsNote(lanes),
        ...(isCut ? [say('chart.cut')] : []),
        say('chart.ratios.sizes', { sizes: sizes(metrics) }),
      ],
      ' ',
    ),
    description: joined(
      [
        say(isSpeed ? 'chart.ratios.words.slower' : 'chart.ratios.words.worse', { reference: labelOf(reference) }),
        ...rows.map(rowInWords),
      ],
      ' ',
    ),
  }
}

/** What small marks are, where there are any. */
function partsNote(lanes: readonly Lane[]): Text[] {
  const drawn = lanes.filter(({ parts }) => parts.length > 0)
  if (drawn.length === 0) return []
  const areBlocks = drawn.every(({ factor }) => factor?.statistic === 'geometric-mean-of-ratios')
  return [say(areBlocks ? 'chart.ratios.blocks' : 'chart.ratios.repetitions')]
}

function rowInWords({ metric: { title }, lanes }: RatioRow): Text {
  const values = listed(
    lanes.flatMap(({ label, factor, instead }) => {
      if (factor !== null)
        return [say('chart.ratios.lane-in-words', { configuration: label, factor: formatNumber(factor.value) })]
      return instead === '' ? [] : [say('chart.arm-not-measured', { configuration: label })]
    }),
  )
  return say('chart.metric', { title, values })
}
