import type { Configuration } from '../../../experiments/catalogue.ts'
import { type Arm, type Comparison, type Metric, saysWorse } from '../../../findings/model/metric.ts'
import { type Quantity, ratioQuantity, reciprocalQuantity, summaryQuantity } from '../../../findings/model/quantity.ts'
import { claimNote, spreadNote, spreadOf } from '../../../findings/model/spread.ts'
import { type Claim, reciprocal } from '../../../findings/model/verdict.ts'
import { say, type Text } from '../../../text/phrase.ts'
import { formatNumber, formatWhole } from '../../../text/quantities.ts'
import { type Cell, DASH } from './table.ts'

/** The summary of an arm over its interval or range. */
export function armCell(metric: Pick<Metric, 'id' | 'unit'>, arm: Arm | undefined): Cell {
  if (arm === undefined) return DASH
  if (arm.summary === null) return say('not-measured')
  return summaryCell(arm.summary, summaryQuantity(metric, arm))
}

export const summaryCell = (summary: NonNullable<Arm['summary']>, quantity: Quantity | null = null): Cell => ({
  number: formatNumber(summary.value),
  note: spreadNote(spreadOf(summary)),
  quantity,
})

/** A ratio over its interval or range. */
export function ratioCell(claim: Claim | undefined, quantity: Quantity | null = null): Cell {
  if (claim === undefined || claim.ratio === null) return DASH
  return { number: formatNumber(claim.ratio), isFactor: true, note: claimNote(claim), quantity }
}

/** The ratio of two arms of a metric over its interval. */
export function comparisonCell(metric: Pick<Metric, 'id' | 'arms'>, comparison: Comparison | undefined): Cell {
  return comparison === undefined ? DASH : ratioCell(comparison, ratioQuantity(metric, comparison))
}

/** The same as how many times worse it is than the one configuration, whether it is a time or a rate. */
export function worseCell(
  metric: Pick<Metric, 'id' | 'arms' | 'better'>,
  comparison: Comparison | undefined,
  than: Configuration,
): Cell {
  if (comparison === undefined || saysWorse(metric, comparison, than)) return comparisonCell(metric, comparison)
  const ratio = ratioQuantity(metric, comparison)
  return ratioCell(reciprocal(comparison), ratio && reciprocalQuantity(ratio))
}

/** A number, or what stands in the place of one that there isn't. */
export const numberCell = (quantity: Quantity | null, absent: Cell = DASH): Cell =>
  quantity === null ? absent : { number: formatNumber(quantity.value), quantity }

/** The same of a whole number, all of whose digits are printed. */
export const wholeCell = (quantity: Quantity | null, absent: Cell = DASH): Cell =>
  quantity === null ? absent : { number: formatWhole(quantity.value), quantity }

/** The sentence on n of a table of migrations. */
export const migrationsN = (count: number): Text =>
  say('table.n', { n: say('count-of.migration', { count: formatWhole(count) }) })
