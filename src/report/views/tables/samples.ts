import type { ViewModel } from '../../../templates/shape.ts'
import { say } from '../../../text/phrase.ts'
import { groupedTable, groupsOf, left, type NumberedTable } from './table.ts'

/** Every sample, those of a quantity together, and the files that it was read from. */
export function samplesTable(view: ViewModel): NumberedTable {
  if (view.raw.length === 0) return { table: null, reason: say('table.nothing-measured') }
  return {
    table: groupedTable(
      [say('table.configuration'), say('table.samples'), say('table.files')].map(left),
      groupsOf(
        view.raw,
        ({ metric }) => metric,
        ({ configuration, values, files }) => [configuration, values, files],
      ),
    ),
    n: say('table.samples.n'),
  }
}
