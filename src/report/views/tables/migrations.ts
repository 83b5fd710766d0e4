import type { Analysis } from '../../../findings/analysis.ts'
import { say } from '../../../text/phrase.ts'
import { formatWhole } from '../../../text/quantities.ts'
import { migrationsN, numberCell } from './cells.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

/** A row for each migration, with its downtime by all three clocks. */
export function migrationsTable({ migrations, notMeasured }: Analysis['migration']): NumberedTable {
  if (migrations.length === 0) return { table: null, reason: notMeasured.join(' ') || say('chart.no-migration') }
  const number = (value: number | null) => numberCell(value, say('not-measured'))
  const megabits = (value: number | null) => number(value === null ? null : value / 1e6)
  return {
    table: {
      columns: [
        left(say('table.number')),
        left(say('table.from')),
        ...[
          say('table.total'),
          say('table.copied'),
          say('table.passes'),
          say('table.down-qemu'),
          say('table.down-events'),
          say('table.down-probe'),
          say('table.before'),
          say('table.copying'),
          say('table.after'),
          say('table.pings-lost'),
        ].map(decimal),
      ],
      rows: migrations.map((migration): Cell[] => [
        formatWhole(migration.repetition),
        say(`place.${migration.source}`),
        number(migration.totalMs / 1000),
        number(migration.transferredBytes / 2 ** 20),
        { number: formatWhole(migration.passes) },
        number(migration.downtimeMs.qemu),
        number(migration.downtimeMs.events),
        number(migration.downtimeMs.probe),
        megabits(migration.throughput.baseline),
        megabits(migration.throughput.copying),
        megabits(migration.throughput.after),
        { number: formatWhole(migration.pings.lost) },
      ]),
    },
    n: migrationsN(migrations.length),
  }
}
