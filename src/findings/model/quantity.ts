import type { Interval } from '../../statistics/interval.ts'
import type { Statistic } from '../../statistics/summary.ts'
import type { Text } from '../../text/phrase.ts'
import { type Arm, armIn, type Comparison, type Measurement, type Metric } from './metric.ts'

/** What a printed number may be; the ledger defines each. */
export type QuantityStatistic = Statistic | 'value'

/** One value that was read from raw files, as far as it has to be found there again. */
export type Origin = Pick<Measurement, 'trial' | 'index' | 'warmup' | 'metric' | 'value' | 'source'>

/** A number that is printed, at full precision, with all that it comes from. */
export interface Quantity {
  /** What it is of: `memcpy.megabytesPerSecond`. */
  metric: string
  value: number
  unit: Text
  statistic: QuantityStatistic
  /** Trials that count; of a ratio the blocks that both sides have, or the fewer of both sides. */
  n: number
  interval: Interval | null
  /** Warm-ups are left out. */
  samples: readonly Origin[]
  /** The other side of a ratio. */
  against: readonly Origin[]
}

const counted = ({ samples }: Pick<Arm, 'samples'>): Measurement[] => samples.filter(({ warmup }) => !warmup)

/** The summary of an arm; null where nothing was measured. */
export function summaryQuantity({ id, unit }: Pick<Metric, 'id' | 'unit'>, arm: Arm): Quantity | null {
  if (arm.summary === null) return null
  const samples = counted(arm)
  const { value, interval, statistic } = arm.summary
  return { metric: id, value, unit, statistic, n: arm.trials, interval, samples, against: [] }
}

/** The ratio of two arms; null where there is none. Where it is one of blocks, samples of others are not behind it. */
export function ratioQuantity(
  metric: Pick<Metric, 'id' | 'arms'>,
  { ratio, statistic, interval, pairs, ...sides }: Comparison,
): Quantity | null {
  const [of, against] = [armIn(metric, sides.of), armIn(metric, sides.against)]
  if (ratio === null || statistic === null || !of || !against) return null
  const behind = (arm: Arm, other: Arm): Measurement[] => {
    const blocks = new Set(counted(other).map(({ block }) => block))
    return counted(arm).filter(({ block }) => pairs === null || blocks.has(block))
  }
  return {
    metric: metric.id,
    value: ratio,
    unit: '',
    statistic,
    n: pairs ?? Math.min(of.trials, against.trials),
    interval,
    samples: behind(of, against),
    against: behind(against, of),
  }
}

/**
 * A single value of a trial, which nothing was made of.
 * @param source path in the run's folder
 */
export function valueQuantity(
  metric: string,
  value: number,
  unit: Text,
  { trial, source }: Pick<Origin, 'trial' | 'source'>,
): Quantity {
  return {
    metric,
    value,
    unit,
    statistic: 'value',
    n: 1,
    interval: null,
    samples: [{ trial, index: 1, warmup: false, metric, value, source }],
    against: [],
  }
}
