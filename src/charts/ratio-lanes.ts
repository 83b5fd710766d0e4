import type { Configuration } from '../experiments/catalogue.ts'
import { type Arm, armIn, type Comparison, labelOf, type Metric, ratioOf, saysWorse } from '../findings/model/metric.ts'
import { counted, type Quantity, ratioQuantity, reciprocalQuantity } from '../findings/model/quantity.ts'
import { spreadOf } from '../findings/model/spread.ts'
import { say, type Text } from '../text/phrase.ts'

/** A ratio of one block, or of one repetition. */
export interface Part {
  name: Text
  quantity: Quantity
}

/** One configuration beside the reference, in one quantity. */
export interface Lane {
  configuration: Configuration
  label: Text
  /** How many times worse it is than the reference, a longer time or a lower rate; null where there is no ratio. */
  factor: Quantity | null
  isClaimed: boolean
  /** The same of each block; where there are none, of each repetition beside all of the reference. */
  parts: readonly Part[]
  /** What stands in the place of a factor that there is not. */
  instead: Text
}

export interface RatioRow {
  metric: Metric
  lanes: readonly Lane[]
}

/** An arm as if a part of its samples were all, which are of one trial. */
const partOf = (arm: Arm, isPart: (sample: Arm['samples'][number]) => boolean): Arm => ({
  ...arm,
  samples: counted(arm).filter(isPart),
  trials: 1,
})

/** One part of an arm by one of another: the ratio of their geometric means. */
function quantityOf({ id }: Metric, of: Arm, against: Arm): Quantity | null {
  const sides = { of: of.configuration, against: against.configuration }
  return ratioQuantity({ id, arms: [of, against] }, { ...sides, pairs: null, ...ratioOf(of, against), again: null })
}

function partsOf(metric: Metric, { pairs }: Comparison, arm: Arm, reference: Arm): Part[] {
  const isRate = metric.better === 'higher'
  const part = (name: Text, own: Arm, other: Arm): Part[] => {
    const quantity = isRate ? quantityOf(metric, other, own) : quantityOf(metric, own, other)
    return quantity === null ? [] : [{ name, quantity }]
  }
  if (pairs === null) {
    const trials = [...new Set(counted(arm).map(({ trial }) => trial))]
    if (trials.length < 2) return []
    return trials.flatMap((trial) =>
      part(
        trial,
        partOf(arm, (sample) => sample.trial === trial),
        reference,
      ),
    )
  }
  const others = new Set(counted(reference).map(({ block }) => block))
  const blocks = [...new Set(counted(arm).map(({ block }) => block))].filter((block) => others.has(block))
  return blocks.flatMap((block) => {
    const isOfBlock = (sample: Arm['samples'][number]) => sample.block === block
    const name = say('chart.ratios.block', { number: block ?? 0 })
    return part(name, partOf(arm, isOfBlock), partOf(reference, isOfBlock))
  })
}

function laneOf(metric: Metric, configuration: Configuration, reference: Configuration): Lane {
  const comparison = metric.comparisons.find(
    ({ of, against }) => [of, against].includes(configuration) && [of, against].includes(reference),
  )
  const [arm, other] = [armIn(metric, configuration), armIn(metric, reference)]
  const lane = { configuration, label: labelOf(configuration) }
  const ratio = comparison && ratioQuantity(metric, comparison)
  if (!comparison || !ratio || !arm || !other) {
    const isMissing = comparison !== undefined && (arm?.summary === null || other?.summary === null)
    return { ...lane, factor: null, isClaimed: false, parts: [], instead: isMissing ? say('not-measured') : '' }
  }
  return {
    ...lane,
    factor: saysWorse(metric, comparison, reference) ? ratio : reciprocalQuantity(ratio),
    isClaimed: comparison.verdict === 'higher' || comparison.verdict === 'lower',
    parts: partsOf(metric, comparison, arm, other),
    instead: '',
  }
}

const hasFactor = ({ factor }: Lane): boolean => factor !== null

/**
 * Each metric with all configurations beside the first one. What answers a section's question has a row where anything
 * of it was measured, other metrics where they have a ratio; a configuration without any ratio has no lane.
 */
export function ratioRows(metrics: readonly Metric[], arms: readonly Configuration[]): RatioRow[] {
  const [reference, ...others] = arms
  if (reference === undefined) return []
  const all = metrics.map((metric) => ({
    metric,
    lanes: others.map((configuration) => laneOf(metric, configuration, reference)),
  }))
  const shown = others.filter((_, index) => all.some(({ lanes }) => lanes[index]?.factor != null))
  if (shown.length === 0) return []
  return all.flatMap(({ metric, lanes }) => {
    const own = lanes.filter(({ configuration }) => shown.includes(configuration))
    const isAnswer = metric.role === 'headline' && metric.arms.some(({ summary }) => summary !== null)
    return own.some(hasFactor) || isAnswer ? [{ metric, lanes: own }] : []
  })
}

/** A ratio of arms is one of two statistics. */
export const ratioStatistic = (statistic: Quantity['statistic']) =>
  statistic === 'geometric-mean-of-ratios' ? statistic : 'ratio-of-geometric-means'

/** The interval of a factor, or what stands for it. */
export const spreadOfFactor = ({ statistic, interval, range, value }: Quantity) =>
  spreadOf({ statistic: ratioStatistic(statistic), interval, range: range ?? { least: value, most: value } })
