import { computerOfTrials } from '../../data/computers.ts'
import type { LoadedRun } from '../../data/loaded-run.ts'
import { type Configuration, declared, type Experiment } from '../../experiments/catalogue.ts'
import { type Interval, reciprocalInterval } from '../../statistics/interval.ts'
import { summarise } from '../../statistics/summary.ts'
import { pooledTrend } from '../../statistics/trend.ts'
import { say, type Text } from '../../text/phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity } from '../../text/quantities.ts'
import type { MetricId } from '../reading/measurement.ts'
import type { Control } from './control.ts'
import { type Arm, type Metric, mediansByTrial } from './metric.ts'
import { condition, type Finding, filesOf, notMeasuredFinding } from './sentence.ts'

/**
 * Whether values change with the time of the run, whatever the configuration. Each trial's median, divided by the
 * geometric mean of its configuration, against the time at which the trial began.
 */
export interface Drift {
  metric: MetricId
  title: Text
  points: { trial: string; configuration: Configuration; minutes: number; ratio: number }[]
  /** Factor from the first trial to the last by a straight line through the logarithms; null with too few trials. */
  factor: number | null
  interval: Interval | null
  verdict: 'rising' | 'falling' | 'no-drift' | 'too-few-trials'
}

/** The arms of a metric, that of its control included. */
export function armsOf(metric: Metric, controls: readonly Control[]): Arm[] {
  const known = new Set(metric.arms.map(({ configuration }) => configuration))
  const copies = controls.filter((control) => control.metric === metric.id).flatMap(({ arms }) => arms)
  return [...metric.arms, ...copies.filter(({ configuration }) => !known.has(configuration))]
}

const mainOf = (experiment: Experiment, metrics: readonly Metric[]): Metric | undefined =>
  metrics.find(({ id }) => id === declared[experiment].main?.metric)

/** Each trial against the geometric mean of its configuration. Values of 0 have no logarithm. */
function pointsOf(loaded: LoadedRun, arms: readonly Arm[]): Drift['points'] {
  const began = new Map(loaded.trials.map(({ trial }) => [trial.id, Date.parse(trial.startedAt)]))
  const first = Math.min(...began.values())
  return arms.flatMap(({ configuration, summary, ...arm }) => {
    const medians = [...mediansByTrial(arm)]
    if (!summary || medians.some(([, value]) => value <= 0)) return []
    const { value: mean } = summarise(
      medians.map(([, value]) => value),
      'geometric-mean',
    )
    return medians.flatMap(([trial, value]) => {
      const start = began.get(trial)
      return start === undefined
        ? []
        : [{ trial, configuration, minutes: (start - first) / 60_000, ratio: value / mean }]
    })
  })
}

/** Whether the main quantity of an experiment changes in the course of the run; nothing where there is no value of it. */
export function driftOf(
  loaded: LoadedRun,
  experiment: Experiment,
  metrics: readonly Metric[],
  controls: readonly Control[],
): Drift[] {
  const metric = mainOf(experiment, metrics)
  const points = metric ? pointsOf(loaded, armsOf(metric, controls)) : []
  if (!metric || points.length === 0) return []
  // Computers work at different times: what they differ by is no drift.
  const computers = computerOfTrials(loaded.run.parts)
  const groups = Map.groupBy(points, ({ configuration, trial }) => `${configuration} ${computers.get(trial) ?? ''}`)
  const trend = pooledTrend(
    [...groups.values()].map((group) => group.map(({ minutes, ratio }) => ({ x: minutes, y: Math.log(ratio) }))),
  )
  const span = spanOf(points)
  const factor = (slope: number): number => Math.exp(slope * span)
  const interval = trend?.interval ? { low: factor(trend.interval.low), high: factor(trend.interval.high) } : null
  return [
    {
      metric: metric.id,
      title: metric.title,
      points,
      interval,
      factor: trend?.interval ? factor(trend.slope) : null,
      verdict: verdictOf(interval),
    },
  ]
}

/** As with comparisons, a drift is claimed only where the interval excludes 1. */
function verdictOf(interval: Drift['interval']): Drift['verdict'] {
  if (!interval) return 'too-few-trials'
  if (interval.low > 1) return 'rising'
  return interval.high < 1 ? 'falling' : 'no-drift'
}

/** Minutes from the first trial to the last. */
function spanOf(points: Drift['points']): number {
  const minutes = points.map((point) => point.minutes)
  return Math.max(...minutes) - Math.min(...minutes)
}

/** What is claimed of the last trial against the first. */
const CLAIMS = {
  rising: 'higher',
  falling: 'lower',
  'no-drift': 'no-difference',
} as const satisfies Record<Exclude<Drift['verdict'], 'too-few-trials'>, Finding['verdict']>

/** The sentence of a drift, e.g. “**Drift of …**: no drift was found; … by a factor of 1.02 (95 % interval …).” */
export function driftFinding(
  id: string,
  experiment: Experiment,
  drift: Drift | undefined,
  metrics: readonly Metric[],
  controls: readonly Control[],
  whyNot: Text = say('reason.no-drift'),
): Finding {
  const metric = mainOf(experiment, metrics)
  if (!drift || !metric) {
    return notMeasuredFinding(id, say('drift.title'), whyNot)
  }
  const { title, factor, interval, points, verdict } = drift
  const evidence = filesOf(...armsOf(metric, controls))
  const n = say('n', { n: formatCount(points.length, 'trial') })
  if (verdict === 'too-few-trials' || factor === null || !interval) {
    const conditions = [condition('trials', points.length, '>', 2)]
    return { id, sentence: say('drift.too-few-trials', { title, n }), verdict: 'too-few-trials', evidence, conditions }
  }
  const falling = verdict === 'falling'
  const range = say('interval.with-n', {
    interval: formatInterval(falling ? reciprocalInterval(interval) : interval, 3, 1),
    n,
  })
  const conditions = [
    condition('interval.low', interval.low, '>', 1),
    condition('interval.high', interval.high, '<', 1),
    ...(falling ? [condition('1 / interval.high', 1 / interval.high, '>', 1)] : []),
    ...(falling ? [condition('1 / interval.low', 1 / interval.low, '>', 1)] : []),
    condition('factor from the first trial to the last', falling ? 1 / factor : factor, '=', 1),
    condition('trials', points.length, '>', 2),
    condition('minutes from the first trial to the last', spanOf(points), '>', 0),
  ]
  const values = {
    title,
    range,
    minutes: formatQuantity(spanOf(points), 'min'),
    factor: formatNumber(falling ? 1 / factor : factor),
  }
  return { id, sentence: say(`drift.${verdict}`, values), verdict: CLAIMS[verdict], evidence, conditions }
}
