import type { Analysis } from '../../findings/analysis.ts'
import { formatNumber, formatQuantity, formatWhole } from '../../text/quantities.ts'
import { type Cell, DASH, decimal, left, type Table } from './table.ts'
import { say } from '../../text/say.ts'

const number = (value: number): Cell => ({ number: formatNumber(value) })

/** Exits by their reason, a column for each program: how many, and below it their share of the time; null where none was recorded. */
export function exitReasonsTable({ exitProfiles }: Analysis['acceleration']): Table | null {
  if (exitProfiles.length === 0) return null
  const total = new Map<string, number>()
  for (const { reasons } of exitProfiles)
    for (const { reason, count } of reasons) total.set(reason, (total.get(reason) ?? 0) + count)
  const names = [...total].toSorted(([, a], [, b]) => b - a).map(([reason]) => reason)
  return {
    columns: [left(say('table.exit-reason')), ...exitProfiles.map(({ title }) => decimal(title))],
    rows: names.map((name): Cell[] => [
      name,
      ...exitProfiles.map(({ reasons }): Cell => {
        const found = reasons.find(({ reason }) => reason === name)
        return found === undefined
          ? DASH
          : { number: formatWhole(found.count), note: formatQuantity(found.timePercent, '%', 2) }
      }),
    ]),
  }
}

/** Where the QEMU process was without KVM; null where it was not profiled. */
export function translatorTable({ translatorProfiles }: Analysis['acceleration']): Table | null {
  if (translatorProfiles.length === 0) return null
  return {
    columns: [
      left(say('table.program')),
      ...[
        say('table.samples-count'),
        say('table.translated'),
        say('table.qemu-own'),
        say('table.kernel-share'),
        say('table.libraries'),
      ].map(decimal),
    ],
    rows: translatorProfiles.map(({ title, samples, percent: { translated, qemu, kernel, libraries } }): Cell[] => [
      title,
      { number: formatWhole(samples) },
      ...[translated, qemu, kernel, libraries].map(number),
    ]),
  }
}
