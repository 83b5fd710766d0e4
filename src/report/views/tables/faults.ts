import type { ConfigurationOf } from '../../../experiments/catalogue.ts'
import { OTHER_FAULTS } from '../../../experiments/failover.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { sumOf } from '../../../findings/failover/told.ts'
import { armIn, labelOf } from '../../../findings/model/metric.ts'
import { joined, say } from '../../../text/phrase.ts'
import { formatCount } from '../../../text/quantities.ts'
import { armCell, wholeCell } from './cells.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

/** What the client was told, and on which disk it is, after each fault of a pair that is not the one compared. */
export function faultsTable({ failover }: Analysis): NumberedTable {
  const { failovers, metrics, notMeasured } = failover
  const gap = metrics.find(({ id }) => id === 'failover.gapMs')
  const rowOf = (fault: ConfigurationOf<'failover'>): Cell[][] => {
    const all = failovers.filter(({ configuration }) => configuration === fault)
    if (all.length === 0) return []
    const sum = (key: Parameters<typeof sumOf>[0]) => wholeCell(sumOf(key, all))
    const isParted = all.some(({ disks }) => disks !== null)
    return [
      [
        say('F.faults.row', { fault: labelOf(fault), n: formatCount(all.length, 'trial') }),
        gap === undefined ? say('not-measured') : armCell(gap, armIn(gap, fault)),
        sum('acknowledged'),
        sum('onBoth'),
        sum('onPrimaryAlone'),
        sum('onSecondaryAlone'),
        sum(isParted ? 'onNeither' : 'missing'),
      ],
    ]
  }
  const rows = OTHER_FAULTS.flatMap(rowOf)
  if (rows.length === 0) return { table: null, reason: joined(notMeasured, ' ') || say('chart.failover.none') }
  return {
    table: {
      columns: [
        left(say('F.faults.fault')),
        decimal(say('F.faults.gap')),
        decimal(say('F.faults.told')),
        decimal(say('F.faults.both')),
        decimal(say('F.faults.primary')),
        decimal(say('F.faults.secondary')),
        decimal(say('F.faults.missing')),
      ],
      rows,
    },
    n: say('F.faults.n'),
  }
}
