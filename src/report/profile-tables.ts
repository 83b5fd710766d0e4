import type { Analysis } from '../findings/analysis.ts'
import { formatNumber, formatWhole } from '../findings/format.ts'
import type { Cell, Table } from './table.ts'
import { say } from '../words/say.ts'

const decimal = (title: string) => ({ title, align: 'decimal' as const })
const left = (title: string) => ({ title, align: 'left' as const })
const number = (value: number): Cell => ({ number: formatNumber(value) })

/** Every exit by its reason, program by program; null where none was recorded. */
export function exitReasonsTable({ exitProfiles }: Analysis['acceleration']): Table | null {
  if (exitProfiles.length === 0) return null
  return {
    columns: [left(say('table.program')), left(say('table.exit-reason')),
      ...[say('table.exits-count'), say('table.exits-time'), say('table.exits-average')].map(decimal)],
    rows: exitProfiles.flatMap(({ title, reasons }) => reasons.map(({ reason, count, timePercent, averageUs }, i): Cell[] => [
      i === 0 ? title : '', reason, { number: formatWhole(count) }, number(timePercent), number(averageUs),
    ])),
  }
}

/** Where the QEMU process was without KVM; null where it was not profiled. */
export function translatorTable({ translatorProfiles }: Analysis['acceleration']): Table | null {
  if (translatorProfiles.length === 0) return null
  return {
    columns: [left(say('table.program')), ...[
      say('table.samples-count'), say('table.translated'), say('table.qemu-own'), say('table.kernel-share'), say('table.libraries'),
    ].map(decimal)],
    rows: translatorProfiles.map(({ title, samples, percent: { translated, qemu, kernel, libraries } }): Cell[] => [
      title, { number: formatWhole(samples) }, ...[translated, qemu, kernel, libraries].map(number),
    ]),
  }
}
