import { trialOf } from '../../../data/trial-path.ts'
import type { Analysis } from '../../../findings/analysis.ts'
import { asSentence } from '../../../findings/model/missing.ts'
import { valueQuantity } from '../../../findings/model/quantity.ts'
import { say } from '../../../text/phrase.ts'
import { numberCell, wholeCell } from './cells.ts'
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
      rows: translatorProfiles.map(({ probe, title, samples, percent, source }): Cell[] => {
        const read = { trial: trialOf(source), source }
        return [
          title,
          wholeCell(valueQuantity(`${probe}.profile.samples`, samples, '', read)),
          ...(['translated', 'qemu', 'kernel', 'libraries'] as const).map((where) =>
            numberCell(valueQuantity(`${probe}.profile.${where}Percent`, percent[where], '%', read)),
          ),
        ]
      }),
    },
  }
}
