import { armIn, type Metric } from '../../../findings/model/metric.ts'
import { joined, say, type Text } from '../../../text/phrase.ts'
import { armCell, worseCell } from './cells.ts'
import { summariesNote } from './summaries.ts'
import { type Cell, decimal, groupedTable, groupsOf, left, type NumberedTable } from './table.ts'

/** Effects are better one way or the other; counts that explain them are not. */
export const isEffect = ({ better }: Metric): boolean => better !== 'neither'

/** What a ratio says of these: times and rates are slower or faster, costs worse or better, and counts are more or fewer. */
function ratioOf(metrics: readonly Metric[]): 'table.ratio.slower' | 'table.ratio.worse' | 'table.ratio.more' {
  if (!metrics.some(isEffect)) return 'table.ratio.more'
  return metrics.some(({ role }) => role === 'cost') ? 'table.ratio.worse' : 'table.ratio.slower'
}

/**
 * A row for each metric, those of a program below its name, a column for each configuration, and how many times worse the
 * second of those that are compared is than the first.
 */
export function metricsTable(metrics: readonly Metric[], notMeasured: readonly Text[]): NumberedTable {
  const arms = new Map(metrics.flatMap((metric) => metric.arms.map((arm) => [arm.configuration, arm] as const)))
  if (![...arms.values()].length || metrics.every((metric) => metric.arms.every(({ summary }) => summary === null))) {
    return { table: null, reason: joined(notMeasured, ' ') || say('table.no-trial') }
  }
  const pair = metrics.flatMap(({ comparisons }) => comparisons)[0]
  // As in figures: everything beside what stands first.
  const than = pair && ([...arms.keys()].find((one) => one === pair.of || one === pair.against) ?? pair.against)
  const beside = pair && (pair.of === than ? pair.against : pair.of)
  const ratioTitle =
    beside === undefined ? [] : [decimal(say(ratioOf(metrics), { of: arms.get(beside)?.label ?? beside }))]
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
    ...(pair === undefined || than === undefined
      ? []
      : [
          worseCell(
            metric,
            metric.comparisons.find(({ of, against }) => of === pair.of && against === pair.against),
            than,
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
