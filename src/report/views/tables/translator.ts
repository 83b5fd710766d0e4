import { PARTS, samplesQuantity, shareQuantity } from '../../../findings/acceleration/profiles.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { asSentence } from '../../../text/clause.ts'
import { say } from '../../../text/phrase.ts'
import { formatCount } from '../../../text/quantities.ts'
import { numberCell } from './cells.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

/** Where the QEMU process was without KVM. */
export function translatorTable({ translatorProfiles }: Analysis['acceleration']): NumberedTable {
  if (translatorProfiles.length === 0) return { table: null, reason: asSentence(say('reason.no-window')) }
  const fewest = Math.min(...translatorProfiles.map(({ trials }) => trials))
  return {
    n: say('table.n', { n: formatCount(fewest, 'boot') }),
    table: {
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
      rows: translatorProfiles.map((profile): Cell[] => [
        profile.title,
        numberCell(samplesQuantity(profile)),
        ...PARTS.map((where) => numberCell(shareQuantity(profile, where))),
      ]),
    },
  }
}
