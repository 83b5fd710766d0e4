import type { Configuration } from '../../experiments/catalogue.ts'
import { buildMetric, type Metric } from '../../findings/model/metric.ts'
import type { Measurement } from '../../findings/reading/measurement.ts'

/** One value of each boot. */
type Values = Partial<Record<'kvm' | 'tcg' | 'host', readonly number[]>>

/** FOR TESTS ONLY: a metric of one value a boot; with blocks the first boots of all configurations share one, and so on. */
export function metricOf(better: 'lower' | 'higher', values: Values, { blocks }: { blocks: boolean }): Metric {
  const measurements = Object.entries(values).flatMap(([configuration, list]) =>
    list.map(
      (value, index): Measurement => ({
        experiment: 'acceleration',
        configuration: configuration as Configuration,
        trial: `acceleration-${configuration}-${index + 1}`,
        block: blocks ? index + 1 : null,
        index: 1,
        warmup: false,
        metric: 'syscall.microsecondsPerOperation',
        value,
        source: `trials/acceleration-${configuration}-${index + 1}/syscall.1.txt`,
      }),
    ),
  )
  return buildMetric(
    {
      id: 'syscall.microsecondsPerOperation',
      source: 'syscall',
      key: 'microsecondsPerOperation',
      title: 'System call',
      within: null,
      unit: 'µs',
      better,
      role: 'headline',
      centre: 'geometric-mean',
      program: 'syscall',
      configurations: ['kvm', 'tcg', 'host'],
      compare: [
        ['tcg', 'kvm'],
        ['kvm', 'host'],
      ],
    },
    measurements,
    () => 'it was not tried',
  )
}
