import type { Control } from '../../../findings/model/control.ts'
import { say } from '../../../text/phrase.ts'
import { armCell, comparisonCell } from './cells.ts'
import { summariesNote } from './summaries.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

/** A configuration and its copy, quantity by quantity. */
export function controlsTable(controls: readonly Control[]): NumberedTable {
  const [first] = controls
  if (!first) return { table: null, reason: say('table.no-control') }
  return {
    table: {
      columns: [
        left(say('table.measured')),
        left(say('table.unit')),
        ...first.arms.map(({ label }) => decimal(label)),
        decimal(say('table.ratio-to-itself')),
      ],
      rows: controls.map(({ metric: id, title, unit, arms, comparison }): Cell[] => [
        title,
        unit,
        ...arms.map((arm) => armCell({ id, unit }, arm)),
        comparisonCell({ id, arms }, comparison),
      ]),
    },
    n: summariesNote(
      controls,
      controls.map(({ comparison }) => comparison),
    ),
  }
}
