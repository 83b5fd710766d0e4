import type { Arm, Comparison } from '../../../findings/model/metric.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { formatInterval, formatNumber, formatWhole } from '../../../text/quantities.ts'
import { type Cell, DASH } from './table.ts'

/** The summary of an arm over its interval. */
export function armCell(arm: Arm | undefined): Cell {
  if (arm === undefined) return DASH
  if (arm.summary === null) return say('not-measured')
  return summaryCell(arm.summary)
}

export const summaryCell = ({ value, interval }: NonNullable<Arm['summary']>): Cell => ({
  number: formatNumber(value),
  note: interval ? formatInterval(interval) : say('no-interval'),
})

/** A ratio over its interval. */
export function ratioCell(comparison: Pick<Comparison, 'ratio' | 'interval'> | undefined): Cell {
  if (comparison === undefined || comparison.ratio === null) return DASH
  const { ratio, interval } = comparison
  return { number: formatNumber(ratio), note: interval ? formatInterval(interval, 3, 1) : say('no-interval') }
}

/** A number, or what stands in the place of one that there isn't. */
export const numberCell = (value: number | null, absent: Cell = DASH): Cell =>
  value === null ? absent : { number: formatNumber(value) }

/** The sentence on n of a table of migrations. */
export const migrationsN = (count: number): Text =>
  say('table.n', { n: say('count-of.migration', { count: formatWhole(count) }) })
