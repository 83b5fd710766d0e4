import type { Analysis } from '../../findings/analysis.ts'
import { armsOf } from '../../findings/model/drift.ts'
import type { Measurement } from '../../findings/reading/measurement.ts'
import type { ViewModel } from '../../templates/shape.ts'
import { say } from '../../text/phrase.ts'
import { formatNumber } from '../../text/quantities.ts'
import type { Unspoken } from '../../text/spoken.ts'

/** Every sample, a line for each metric and configuration, with the files that they were read from. */
export function rawViews({ acceleration, network, migration, failover }: Analysis): Unspoken<ViewModel['raw']> {
  // Of a migration there is one value of each quantity, or none.
  const each = migration.migrations.map(({ trial }) => trial)
  return [
    { ...acceleration, trials: null },
    { ...network, trials: null },
    { ...migration, trials: each.length > 0 ? each : null },
    { ...failover, trials: null },
  ].flatMap(({ metrics, controls, trials }) =>
    metrics.flatMap((metric) =>
      armsOf(metric, controls)
        .filter(({ samples }) => samples.length > 0)
        .map((arm) => ({
          metric:
            metric.unit === ''
              ? metric.title
              : say('chart.title-with-unit', { title: metric.title, unit: metric.unit }),
          configuration: arm.label,
          values: valuesOf(arm.samples, trials),
          files: [...new Set(arm.samples.map(({ source }) => pattern(source)))].join(', '),
        })),
    ),
  )
}

/**
 * `(95.1) 90.2 89.9 | (94.0) 91.3 90.7`: a bar between repetitions, warm-ups in brackets.
 * @param all trials that could have a value: a dash stands for one without; null for those alone that have one
 */
function valuesOf(samples: readonly Measurement[], all: readonly string[] | null): string {
  const trials = Map.groupBy(samples, ({ trial }) => trial)
  return (all ?? [...trials.keys()])
    .map((trial) => trials.get(trial) ?? [])
    .map((list) =>
      list.length === 0
        ? '–'
        : list.map(({ value, warmup }) => (warmup ? `(${formatNumber(value)})` : formatNumber(value))).join(' '),
    )
    .join(' | ')
}

/** One name for the files of all repetitions and samples: `cpu-loop.*.csv` in each trial. */
function pattern(source: string): string {
  return source
    .replace(/^trials\//, '')
    .replace(/-\d+\//, '-*/')
    .replace(/([.-])\d+(?=\.)/g, '$1*')
}
