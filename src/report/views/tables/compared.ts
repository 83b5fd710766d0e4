import type { RunComparison } from '../../../findings/analysis.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { ratioCell, summaryCell } from './cells.ts'
import { type Cell, decimal, groupedTable, groupsOf, left, type NumberedTable } from './table.ts'

function verdictOf(verdict: RunComparison['rows'][number]['verdict']): Text {
  if (verdict === 'not-measured') return say('not-measured')
  return verdict === 'no-difference' ? say('compared.none-found') : say(`verdict.${verdict}`)
}

/** This run beside an earlier one, for each quantity that both have a row for each configuration. */
export function comparedTable(compared: RunComparison | null): NumberedTable {
  if (compared === null) return { table: null, reason: say('table.compared.none') }
  if (compared.rows.length === 0) return { table: null, reason: say('table.compared.nothing') }
  return {
    table: groupedTable(
      [
        left(say('table.configuration')),
        decimal(say('table.compared.now')),
        decimal(say('table.compared.before')),
        decimal(say('table.compared.ratio')),
        left(say('table.compared.verdict')),
      ],
      groupsOf(
        compared.rows,
        ({ title, unit }) => (unit === '' ? title : say('chart.title-with-unit', { title, unit })),
        ({ label, now, before, ...claim }): Cell[] => [
          label,
          summaryCell(now),
          summaryCell(before),
          ratioCell(claim),
          verdictOf(claim.verdict),
        ],
      ),
    ),
    n: say('table.compared.n'),
  }
}
