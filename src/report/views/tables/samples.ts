import type { ViewModel } from '../../../templates/shape.ts'
import { say } from '../../../text/phrase.ts'
import { left, type NumberedTable } from './table.ts'

/** Every sample, and the files that it was read from. */
export function samplesTable(view: ViewModel): NumberedTable {
  if (view.raw.length === 0) return { table: null, reason: say('table.nothing-measured') }
  return {
    table: {
      columns: [say('table.quantity'), say('table.configuration'), say('table.samples'), say('table.files')].map(left),
      rows: view.raw.map(({ metric, configuration, values, files }) => [metric, configuration, values, files]),
    },
    n: say('table.samples.n'),
  }
}
