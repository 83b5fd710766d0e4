import { STATISTICS } from '../../../statistics/summary.ts'
import { say } from '../../../text/phrase.ts'
import { type Cell, left, type NumberedTable } from './table.ts'

/** Everything that a printed number may be, and how it is computed. */
export const statisticsTable = (): NumberedTable => ({
  n: '',
  table: {
    columns: [left(say('table.statistic')), left(say('table.statistic.definition'))],
    rows: STATISTICS.map((name): Cell[] => [say(`statistic.${name}`), say(`statistic.${name}.definition`)]),
  },
})
