import type { Analysis } from '../../../findings/analysis.ts'
import { asSentence } from '../../../findings/model/missing.ts'
import { say } from '../../../text/phrase.ts'
import { formatWhole } from '../../../text/quantities.ts'
import { numberCell } from './cells.ts'
import { type Cell, decimal, left, type NumberedTable } from './table.ts'

/** Where the QEMU process was without KVM. */
export function translatorTable({ translatorProfiles }: Analysis['acceleration']): NumberedTable {
  if (translatorProfiles.length === 0) return { table: null, reason: asSentence(say('reason.no-profile')) }
  return {
    n: '',
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
      rows: translatorProfiles.map(({ title, samples, percent: { translated, qemu, kernel, libraries } }): Cell[] => [
        title,
        { number: formatWhole(samples) },
        ...[translated, qemu, kernel, libraries].map((share) => numberCell(share)),
      ]),
    },
  }
}
