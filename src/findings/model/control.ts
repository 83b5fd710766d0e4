import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Configuration, Experiment } from '../../data/schema.ts'
import { listed, say, type Text } from '../../text/phrase.ts'
import { formatInterval, formatNumber, formatWhole } from '../../text/quantities.ts'
import type { Measurement, MetricId } from '../reading/measurement.ts'
import { type Arm, armIn, buildMetric, type Comparison, compare, type Metric } from './metric.ts'
import { leastAndMost, type Quantity, ratioQuantity, reciprocalQuantity, told } from './quantity.ts'
import { condition, type Finding, filesOf, notMeasuredFinding, sizes } from './sentence.ts'

/** A configuration compared with itself: what the machine makes of no difference at all. */
export interface Control {
  metric: MetricId
  title: Text
  unit: Text
  /** `against` and `of`. */
  arms: [Arm, Arm]
  comparison: Comparison
}

/**
 * Each metric of a configuration against the same configuration under another name. Empty where the run has no such
 * trials.
 * @param metrics those of whose differences something is said
 * @param whyMissing why a metric has no number in a configuration, a clause
 */
export function controlsOf(
  loaded: LoadedRun,
  experiment: Experiment,
  metrics: readonly Metric[],
  measurements: readonly Measurement[],
  whyMissing: (metric: Pick<Metric, 'id' | 'source'>) => (configuration: Configuration) => Text,
): Control[] {
  const control = loaded.run.design.find((design) => design.experiment === experiment)?.control
  if (!control || !measurements.some(({ configuration }) => configuration === control.of)) return []
  const { of, against } = control
  return metrics.flatMap(({ arms: _, comparisons: __, ...described }): Control[] => {
    const { id, title, unit } = described
    const plan = { ...described, configurations: [against, of], compare: [[of, against]] as const }
    const {
      arms: [first, second],
      comparisons: [comparison],
    } = buildMetric(plan, measurements, whyMissing(plan))
    return first && second && comparison ? [{ metric: id, title, unit, arms: [first, second], comparison }] : []
  })
}

/** Whether a configuration differed from itself. */
const differs = ({ comparison: { verdict } }: Control): boolean => verdict === 'higher' || verdict === 'lower'

/**
 * How far the interval of a control reaches from 1, as a factor, whether it excludes 1 or not: the same configuration
 * may have differed from itself by as much. Null where the control has no interval.
 */
const noiseFloorOf = ({ comparison: { interval } }: Pick<Control, 'comparison'>): number | null =>
  interval && Math.max(interval.high, 1 / interval.low)

/** A comparison once more, with the control in the place of what it is a copy of. */
function compareAgain(metric: Metric, { of, against }: Comparison, control: Control): Comparison['again'] {
  const [original, copy] = control.arms
  const arms = [of, against].flatMap((name) => (name === original.configuration ? copy : (armIn(metric, name) ?? [])))
  const [first, second] = arms
  if (!first || !second || !arms.includes(copy)) return null
  return { ...compare(first, second), arms: [first, second] }
}

/**
 * A metric of which each comparison must exceed what its control differs from itself, and must do so with the control in
 * its place as well: of few blocks an interval may miss what an equal VM gives.
 */
export function aboveNoise(metric: Metric, controls: readonly Control[]): Metric {
  const control = controls.find((one) => one.metric === metric.id)
  if (control === undefined) return metric
  const noiseFloor = noiseFloorOf(control)
  const comparisons = metric.comparisons.map((comparison) => ({
    ...comparison,
    noiseFloor,
    again: compareAgain(metric, comparison, control),
  }))
  return { ...metric, comparisons }
}

const ratioOfControl = ({ metric, arms, comparison }: Control): Quantity | null =>
  ratioQuantity({ id: metric, arms }, comparison)

/** The ratio that way round in which the far end of its interval is the noise floor. */
function withFloor(control: Control): Quantity | null {
  const ratio = ratioOfControl(control)
  return ratio?.interval && ratio.interval.high < 1 / ratio.interval.low ? reciprocalQuantity(ratio) : ratio
}

/** A control whose own interval says nothing. A difference must exceed it all the same, so few can be claimed. */
const isScattered = ({ comparison: { verdict } }: Pick<Control, 'comparison'>): boolean => verdict === 'too-scattered'

/** What can't be claimed where controls say nothing, of which the first reaches least far. */
function scatteredClause(scattered: readonly { control: Pick<Control, 'title'>; floor: number }[]): Text {
  const [first] = scattered
  if (first === undefined) return ''
  const titles = listed(scattered.map(({ control: { title } }) => say('quoted', { text: title })))
  return Number.isFinite(first.floor)
    ? say('control.scattered', { titles, least: formatNumber(first.floor) })
    : say('control.scattered.none', { titles })
}

/** How many quantities a configuration seemed to differ in from itself, and how far that reaches. */
export function controlFinding(id: string, controls: readonly Control[], planned: boolean): Finding {
  const measured = controls.flatMap(({ comparison: { ratio }, ...control }) =>
    ratio === null ? [] : [{ ...control, ratio }],
  )
  const trialsOf = ({ arms }: Pick<Control, 'arms'>): number => arms[0].trials + arms[1].trials
  // Quantities may lack trials of which a file is damaged.
  const [first] = measured.toSorted((a, b) => trialsOf(b) - trialsOf(a))
  if (!first)
    return notMeasuredFinding(id, say('control.title'), say(planned ? 'reason.no-control-usable' : 'reason.no-control'))
  const [against, of] = first.arms
  const ratios = measured.map(({ ratio }) => ratio)
  const judged = controls.flatMap((control) => {
    const floor = noiseFloorOf(control)
    return floor === null ? [] : [{ control, floor }]
  })
  const sorted = judged.filter(({ control }) => !isScattered(control)).toSorted((a, b) => a.floor - b.floor)
  const scattered = judged.filter(({ control }) => isScattered(control)).toSorted((a, b) => a.floor - b.floor)
  const [quietest, loudest] = [sorted[0], sorted.at(-1)]
  const values = {
    configuration: say(`configuration.${against.configuration}.within`),
    n: sizes(of, against),
    range: formatInterval({ low: Math.min(...ratios), high: Math.max(...ratios) }, 3, 1),
  }
  return {
    id,
    sentence:
      quietest === undefined || loudest === undefined
        ? say('control.no-interval', values)
        : say('control', {
            ...values,
            differing: formatWhole(sorted.filter(({ control }) => differs(control)).length),
            count: formatWhole(sorted.length),
            least: formatNumber(quietest.floor),
            quietest: quietest.control.title,
            most: formatNumber(loudest.floor),
            loudest: loudest.control.title,
            scattered: scatteredClause(scattered),
          }),
    verdict: sorted.length === 0 ? 'too-few-trials' : 'described',
    evidence: filesOf(...controls.flatMap(({ arms }) => arms)),
    conditions: [
      condition(
        'quantities whose interval excludes 1',
        sorted.filter(({ control }) => differs(control)).length,
        '=',
        0,
      ),
      condition('quantities with an interval', sorted.length, '>', 0),
      ...first.arms.map(({ configuration, trials }) => condition(`trials of ${configuration}`, trials, '>', 1)),
    ],
    quantities: told(
      ...leastAndMost(told(...controls.map(ratioOfControl))),
      ...[quietest, loudest, quietest && scattered[0]].map((one) => one && withFloor(one.control)),
    ),
  }
}

/** What controls that differ keep from being shown: a sentence for each configuration that has a copy. */
const differingLimits = (controls: readonly Control[]): Text[] =>
  [...Map.groupBy(controls.filter(differs), ({ arms: [against] }) => against.configuration)].flatMap(
    ([configuration, differing]) => {
      const parts = differing.flatMap(({ title, comparison: { ratio, interval } }) =>
        ratio === null || !interval
          ? []
          : [
              say('limit.control.part', {
                title,
                ratio: formatNumber(ratio),
                range: say('interval', { interval: formatInterval(interval, 3, 1) }),
              }),
            ],
      )
      return parts.length === 0
        ? []
        : [
            say('limit.control', {
              configuration: say(`configuration.${configuration}.within`),
              parts: listed(parts, 'list.clauses'),
            }),
          ]
    },
  )

/** That, and what a run with a control has to compare without it, as the control did not measure the quantity. */
export function controlLimits(metrics: readonly Metric[], controls: readonly Control[]): Text[] {
  if (controls.length === 0) return []
  const without = metrics.filter(({ comparisons }) =>
    comparisons.some(({ verdict, noiseFloor }) => (verdict === 'higher' || verdict === 'lower') && noiseFloor === null),
  )
  return [
    ...differingLimits(controls),
    ...(without.length === 0
      ? []
      : [say('limit.no-noise-floor', { titles: listed(without.map(({ title }) => say('quoted', { text: title }))) })]),
  ]
}
