import type { LoadedRun } from '../data/loaded-run.ts'
import type { ExperimentDesign } from '../data/schema.ts'
import { ANALYSE } from './analyse.ts'

/**
 * How wide the 95 % interval of the ratio is that a stopping rule looks at: its upper end divided by its lower one.
 * @returns null where there is no rule or no interval yet
 */
export function intervalWidth(loaded: LoadedRun, { experiment, stopping }: ExperimentDesign): number | null {
  if (stopping === null) return null
  const { metrics } = ANALYSE[experiment](loaded)
  const interval = metrics
    .find(({ id }) => id === stopping.metric)
    ?.comparisons.find(({ of, against }) => of === stopping.of && against === stopping.against)?.interval
  return interval ? interval.high / interval.low : null
}
