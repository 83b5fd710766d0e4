import {
  type ExitProfile,
  kindQuantity,
  kindShare,
  moreQuantity,
  totalQuantity,
} from '../../../findings/acceleration/profiles.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { asSentence } from '../../../text/clause.ts'
import { say } from '../../../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../../../text/quantities.ts'
import { numberCell } from './cells.ts'
import { type Cell, DASH, decimal, left, type NumberedTable } from './table.ts'

/** All exits of a profile, and what of them is more than with nothing running. */
const totalRow = (profiles: readonly ExitProfile[]): Cell[] => [
  say('table.exits-all'),
  ...profiles.map(
    (profile): Cell => ({
      number: formatNumber(profile.perSecond),
      note: formatQuantity(
        profile.kinds.reduce((sum, { percent }) => sum + percent, 0),
        '%',
      ),
      quantity: totalQuantity(profile),
    }),
  ),
]

const moreRow = (profiles: readonly ExitProfile[], idle: ExitProfile): Cell[] => [
  say('table.exits-more'),
  ...profiles.map((profile): Cell => (profile === idle ? DASH : numberCell(moreQuantity(profile, idle)))),
]

/** Exits a second by their reason, a column for each program and one for nothing: kinds that add up to all exits. */
export function exitReasonsTable({ exitProfiles }: Analysis['acceleration']): NumberedTable {
  if (exitProfiles.length === 0) return { table: null, reason: asSentence(say('reason.no-window')) }
  const total = new Map<string, number>()
  for (const { kinds } of exitProfiles)
    for (const { reason, perSecond } of kinds) total.set(reason, (total.get(reason) ?? 0) + perSecond)
  const names = [...total].toSorted(([, a], [, b]) => b - a).map(([reason]) => reason)
  const idle = exitProfiles.find(({ probe }) => probe === null)
  const fewest = Math.min(...exitProfiles.map(({ trials }) => trials))
  return {
    n: say('table.n', { n: formatCount(fewest, 'boot') }),
    table: {
      columns: [left(say('table.exit-reason')), ...exitProfiles.map(({ title }) => decimal(title))],
      rows: [
        ...names.map((name): Cell[] => [
          name,
          ...exitProfiles.map((profile): Cell => {
            const found = profile.kinds.find(({ reason }) => reason === name)
            if (found === undefined) return DASH
            const noted = kindShare(found, profile)
            const note = formatQuantity(found.percent, '%', 2)
            const quantity = kindQuantity(found)
            return { number: formatNumber(found.perSecond), note, quantity, ...(noted === null ? {} : { noted }) }
          }),
        ]),
        totalRow(exitProfiles),
        ...(idle === undefined ? [] : [moreRow(exitProfiles, idle)]),
      ],
    },
  }
}
