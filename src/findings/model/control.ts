import type { LoadedRun } from '../../data/loaded-run.ts'
import type { Configuration, Experiment } from '../../data/schema.ts'
import type { Interval } from '../../statistics/summary.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatInterval, formatNumber, formatWhole } from '../../text/quantities.ts'
import { type Arm, buildMetric, type Comparison, type Measurement, type Metric, type MetricId } from './metric.ts'
import { type Finding, filesOf, notMeasuredFinding, sizes } from './sentence.ts'

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
  whyMissing: (metric: string) => (configuration: Configuration) => Text,
): Control[] {
  const control = loaded.run.design.find((design) => design.experiment === experiment)?.control
  if (!control || !measurements.some(({ configuration }) => configuration === control.of)) return []
  const { of, against } = control
  return metrics.flatMap(({ id, title, unit, better, role, program }): Control[] => {
    const plan = {
      id,
      title,
      unit,
      better,
      role,
      program,
      configurations: [against, of],
      compare: [[of, against]] as const,
    }
    const {
      arms: [first, second],
      comparisons: [comparison],
    } = buildMetric(plan, measurements, whyMissing(id))
    return first && second && comparison ? [{ metric: id, title, unit, arms: [first, second], comparison }] : []
  })
}

/** Whether a configuration differed from itself. */
const differs = ({ comparison: { verdict } }: Control): boolean => verdict === 'higher' || verdict === 'lower'

/** The farthest that the ratio of a control may be from 1, as a factor above 1. */
const farthest = ({ low, high }: Interval): number => Math.max(high, 1 / low)

/** A difference that an interval as wide as the machine's own differences no longer shows. */
function unstable({ interval, verdict }: Comparison, factor: number): boolean {
  if (!interval || (verdict !== 'higher' && verdict !== 'lower')) return false
  return interval.low / factor <= 1 && interval.high * factor >= 1
}

/**
 * A metric whose comparisons take its control into account: where a configuration differed from itself, a difference is
 * claimed only if it is larger than that.
 */
export function settled(metric: Metric, controls: readonly Control[]): Metric {
  const control = controls.find((one) => one.metric === metric.id && differs(one))
  const { interval } = control?.comparison ?? { interval: null }
  if (!interval) return metric
  const factor = farthest(interval)
  const comparisons = metric.comparisons.map(
    (comparison): Comparison => (unstable(comparison, factor) ? { ...comparison, verdict: 'unstable' } : comparison),
  )
  return { ...metric, comparisons }
}

/** How many quantities a configuration seemed to differ in from itself. */
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
  const judged = controls.filter(({ comparison }) => comparison.interval)
  const values = {
    configuration: say(`configuration.${against.configuration}.within`),
    n: sizes(of, against),
    range: formatInterval({ low: Math.min(...ratios), high: Math.max(...ratios) }, 3, 1),
  }
  return {
    id,
    sentence:
      judged.length === 0
        ? say('control.no-interval', values)
        : say('control', {
            ...values,
            differing: formatWhole(judged.filter(differs).length),
            count: formatWhole(judged.length),
          }),
    verdict: judged.length === 0 ? 'too-few-trials' : 'described',
    evidence: filesOf(...controls.flatMap(({ arms }) => arms)),
  }
}

/** What a control that differs keeps from being shown. */
export function controlLimits(controls: readonly Control[]): Text[] {
  return controls.filter(differs).flatMap(({ title, arms: [against, of], comparison: { ratio, interval } }) =>
    ratio === null || !interval
      ? []
      : [
          say('limit.control', {
            title,
            configuration: say(`configuration.${against.configuration}.within`),
            ratio: formatNumber(ratio),
            range: say('interval.with-n', { interval: formatInterval(interval, 3, 1), n: sizes(of, against) }),
          }),
        ],
  )
}
