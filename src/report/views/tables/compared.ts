import type { RunComparison } from '../../../findings/analysis.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { ratioCell, summaryCell } from './cells.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

function verdictOf(verdict: RunComparison['rows'][number]['verdict']): Text {
  if (verdict === 'not-measured') return say('not-measured')
  return verdict === 'no-difference' ? say('compared.none-found') : say(`verdict.${verdict}`)
}

/** This run beside an earlier one, a row for each quantity and configuration that both have. */
export function comparedTable(compared: RunComparison | null): NumberedTable {
  if (compared === null) return { table: null, reason: say('table.compared.none') }
  if (compared.rows.length === 0) return { table: null, reason: say('table.compared.nothing') }
  return {
    table: {
      columns: [
        left(say('table.measured')),
        left(say('table.configuration')),
        left(say('table.unit')),
        decimal(say('table.compared.now')),
        decimal(say('table.compared.before')),
        decimal(say('table.compared.ratio')),
        left(say('table.compared.verdict')),
      ],
      rows: compared.rows.map(({ title, label, unit, now, before, ...claim }): Cell[] => [
        title,
        label,
        unit,
        summaryCell(now),
        summaryCell(before),
        ratioCell(claim),
        verdictOf(claim.verdict),
      ]),
    },
    n: say('table.compared.n'),
  }
}
