import { RAW_FILES } from '../../../data/raw-files.ts'
import { trialPath } from '../../../data/trial-path.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { valueQuantity } from '../../../findings/model/quantity.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { formatWhole } from '../../../text/quantities.ts'
import { migrationsN, numberCell, wholeCell } from './cells.ts'
import { type Cell, decimal, groupedTable, groupsOf, left, type NumberedTable } from './table.ts'

const LOG = RAW_FILES.qmpSource

/** What is the same for migrations of one direction, which differ by the way that packets take. */
const wayOf = ({ source, destination }: Analysis['migration']['migrations'][number]): Text =>
  say('D.way', { source: say(`place.${source}`), destination: say(`place.${destination}`) })

/** A row for each migration, those of one direction together, with its downtime by all three clocks. */
export function migrationsTable({ migrations, notMeasured }: Analysis['migration']): NumberedTable {
  if (migrations.length === 0) return { table: null, reason: notMeasured.join(' ') || say('chart.no-migration') }
  const columns = [
    left(say('table.number')),
    ...[
      say('table.total'),
      say('table.moved'),
      say('table.passes'),
      say('table.down-qemu'),
      say('table.down-events'),
      say('table.down-probe'),
      say('table.before'),
      say('table.copying'),
      say('table.after'),
      say('table.pings-lost'),
    ].map(decimal),
  ]
  const rowOf = (migration: (typeof migrations)[number]): Cell[] => {
    const { trial, downtimeMs, throughput } = migration
    const of = (metric: string, value: number | null, unit: Text, file: string) =>
      value === null
        ? null
        : valueQuantity(`migration.${metric}`, value, unit, { trial, source: trialPath(trial, file) })
    const number = (...quantity: Parameters<typeof of>) => numberCell(of(...quantity), say('not-measured'))
    const megabits = (when: keyof typeof throughput): Cell => {
      const bitsPerSecond = throughput[when]
      const value = bitsPerSecond === null ? null : bitsPerSecond / 1e6
      return number(`throughput.${when}`, value, 'Mbit/s', RAW_FILES.iperf3)
    }
    return [
      formatWhole(migration.repetition),
      number('total', migration.totalMs / 1000, 's', LOG),
      number('transferredMegabytes', migration.transferredBytes / 1e6, 'MB', LOG),
      wholeCell(of('passes', migration.passes, '', LOG)),
      number('downtimeQemuMs', downtimeMs.qemu, 'ms', LOG),
      number('downtimeEventsMs', downtimeMs.events, 'ms', RAW_FILES.qmpDestination),
      number('downtimeProbeMs', downtimeMs.probe, 'ms', RAW_FILES.fping),
      megabits('baseline'),
      megabits('copying'),
      megabits('after'),
      wholeCell(of('pingsLost', migration.pings.lost, '', RAW_FILES.fping)),
    ]
  }
  return {
    table: groupedTable(columns, groupsOf(migrations, wayOf, rowOf)),
    n: migrationsN(migrations.length),
  }
}
