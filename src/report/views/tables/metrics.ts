import { armIn, type Metric } from '../../../findings/model/metric.ts'
import { joined, say, type Text } from '../../../text/phrase.ts'
import { armCell, comparisonCell } from './cells.ts'
import { summariesNote } from './summaries.ts'
import { type Cell, decimal, groupedTable, groupsOf, left, type NumberedTable } from './table.ts'

/** Effects are better one way or the other; counts that explain them are not. */
export const isEffect = ({ better }: Metric): boolean => better !== 'neither'

/**
 * A row for each metric, those of a program below its name, a column for each configuration, and the ratio of those that
 * are compared.
 */
export function metricsTable(metrics: readonly Metric[], notMeasured: readonly Text[]): NumberedTable {
  const arms = new Map(metrics.flatMap((metric) => metric.arms.map((arm) => [arm.configuration, arm] as const)))
  if (![...arms.values()].length || metrics.every((metric) => metric.arms.every(({ summary }) => summary === null))) {
    return { table: null, reason: joined(notMeasured, ' ') || say('table.no-trial') }
  }
  const pair = metrics.flatMap(({ comparisons }) => comparisons)[0]
  const ratioTitle =
    pair === undefined
      ? []
      : [
          decimal(
            say('table.ratio', {
              of: arms.get(pair.of)?.label ?? pair.of,
              against: arms.get(pair.against)?.label ?? pair.against,
            }),
          ),
        ]
  const groupOf = ({ source, within }: Metric): Metric['within'] =>
    metrics.filter((other) => other.source === source).length > 1 ? within : null
  const columns = [
    left(say('table.measured')),
    left(say('table.unit')),
    ...[...arms.values()].map(({ label }) => decimal(label)),
    ...ratioTitle,
  ]
  const rowOf = (metric: Metric): Cell[] => [
    groupOf(metric)?.title ?? metric.title,
    metric.unit,
    ...[...arms.keys()].map((configuration) => armCell(metric, armIn(metric, configuration))),
    ...(pair === undefined
      ? []
      : [
          comparisonCell(
            metric,
            metric.comparisons.find(({ of, against }) => of === pair.of && against === pair.against),
          ),
        ]),
  ]
  return {
    table: groupedTable(
      columns,
      groupsOf(metrics, (metric) => groupOf(metric)?.program ?? null, rowOf),
    ),
    n: summariesNote(
      metrics,
      metrics.flatMap(({ comparisons }) => comparisons),
    ),
  }
}
