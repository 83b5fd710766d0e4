import type { Interval, RunComparison } from '../findings/analysis.ts'
import { formatInterval, formatNumber } from '../findings/format.ts'
import { type Cell, DASH, type NumberedTable } from './table.ts'
import { say } from '../words/say.ts'

const valued = ({ value, interval }: { value: number; interval: Interval | null }): Cell =>
  ({ number: formatNumber(value), note: interval ? formatInterval(interval) : say('no-interval') })

function verdictOf(verdict: RunComparison['rows'][number]['verdict']): string {
  if (verdict === 'not-measured') return say('not-measured')
  return verdict === 'no-difference' ? say('compared.none-found') : say(`verdict.${verdict}`)
}

/** This run beside an earlier one, a row for each quantity and configuration that both have. */
export function comparedTable(compared: RunComparison | null): NumberedTable {
  if (compared === null) return { table: null, reason: say('table.compared.none') }
  if (compared.rows.length === 0) return { table: null, reason: say('table.compared.nothing') }
  const decimal = (title: string) => ({ title, align: 'decimal' as const })
  return {
    table: {
      columns: [
        { title: say('table.measured'), align: 'left' }, { title: say('table.configuration'), align: 'left' }, { title: say('table.unit'), align: 'left' },
        decimal(say('table.compared.now')), decimal(say('table.compared.before')), decimal(say('table.compared.ratio')),
        { title: say('table.compared.verdict'), align: 'left' },
      ],
      rows: compared.rows.map(({ title, label, unit, now, before, ratio, interval, verdict }): Cell[] => [
        title, label, unit, valued(now), valued(before),
        ratio === null ? DASH : { number: formatNumber(ratio), note: interval ? formatInterval(interval, 3, 1) : say('no-interval') },
        verdictOf(verdict),
      ]),
    },
    n: say('table.compared.n'),
  }
}
