import { trialOf } from '../../../data/trial-path.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { asSentence } from '../../../findings/model/missing.ts'
import { valueQuantity } from '../../../findings/model/quantity.ts'
import { say } from '../../../text/phrase.ts'
import { formatQuantity, formatWhole } from '../../../text/quantities.ts'
import { type Cell, DASH, decimal, left, type NumberedTable } from './table.ts'

/** Exits by their reason, a column for each program: how many, and below it their share of the time. */
export function exitReasonsTable({ exitProfiles }: Analysis['acceleration']): NumberedTable {
  if (exitProfiles.length === 0) return { table: null, reason: asSentence(say('reason.no-profile')) }
  const total = new Map<string, number>()
  for (const { reasons } of exitProfiles)
    for (const { reason, count } of reasons) total.set(reason, (total.get(reason) ?? 0) + count)
  const names = [...total].toSorted(([, a], [, b]) => b - a).map(([reason]) => reason)
  return {
    n: '',
    table: {
      columns: [left(say('table.exit-reason')), ...exitProfiles.map(({ title }) => decimal(title))],
      rows: names.map((name): Cell[] => [
        name,
        ...exitProfiles.map(({ probe, reasons, source }): Cell => {
          const found = reasons.find(({ reason }) => reason === name)
          if (found === undefined) return DASH
          const read = { trial: trialOf(source), source }
          return {
            number: formatWhole(found.count),
            note: formatQuantity(found.timePercent, '%', 2),
            quantity: valueQuantity(`${probe}.exits.${name}.count`, found.count, '', read),
            noted: valueQuantity(`${probe}.exits.${name}.timePercent`, found.timePercent, '%', read),
          }
        }),
      ]),
    },
  }
}
