import { VM_EVENTS } from '../../../experiments/migration.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { valueQuantity } from '../../../findings/model/quantity.ts'
import { joined, say, type Text } from '../../../text/phrase.ts'
import { formatWhole } from '../../../text/quantities.ts'
import { migrationsN, numberCell, wholeCell } from './cells.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

type HandMade = Analysis['migration']['byHand'][number]

/** What may be known of a migration that somebody measured, in the order of the columns. */
const COLUMNS: readonly { metric: string; unit: Text; title: Text; whole?: true }[] = [
  { metric: 'migration.total', unit: 's', title: say('table.total') },
  { metric: 'migration.transferredMegabytes', unit: 'MB', title: say('table.moved') },
  { metric: 'migration.passes', unit: '', title: say('table.passes'), whole: true },
  { metric: 'migration.downtimeQemuMs', unit: 'ms', title: say('table.down-qemu') },
  { metric: 'migration.by-hand.throughput', unit: 'Mbit/s', title: say('table.by-hand.throughput') },
  { metric: 'migration.by-hand.lowest', unit: 'Mbit/s', title: say('table.by-hand.lowest') },
  ...VM_EVENTS.map(({ key, title }) => ({
    metric: `migration.by-hand.${key}`,
    unit: '1/s',
    title: say('table.by-hand.rate', { what: title }),
  })),
]

/** Rows for each migration that was measured by hand: a second one where several files give the same quantity. */
export function migrationsByHandTable({ byHand, notMeasured }: Analysis['migration']): NumberedTable {
  if (byHand.length === 0) return { table: null, reason: joined(notMeasured, ' ') || say('table.by-hand.none') }
  const columns = COLUMNS.filter((column) =>
    byHand.some(({ measurements }) => measurements.some(({ metric }) => metric === column.metric)),
  )
  const rowsOf = ({ repetition, trial, measurements }: HandMade): Cell[][] => {
    const values = columns.map(({ metric }) => measurements.filter((one) => one.metric === metric))
    const rows = Math.max(...values.map(({ length }) => length))
    return Array.from({ length: rows }, (_, row) => [
      row === 0 ? formatWhole(repetition) : '',
      ...columns.map(({ metric, unit, whole }, column): Cell => {
        const found = values[column]?.[row]
        const quantity = found === undefined ? null : valueQuantity(metric, found.value, unit, { ...found, trial })
        return whole ? wholeCell(quantity) : numberCell(quantity)
      }),
    ])
  }
  return {
    table: {
      columns: [left(say('table.number')), ...columns.map(({ title }) => decimal(title))],
      rows: byHand.flatMap(rowsOf),
    },
    n: migrationsN(byHand.length),
  }
}
