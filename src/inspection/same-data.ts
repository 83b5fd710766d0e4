import { createHash } from 'node:crypto'
import type { Inspection } from './inspect.ts'

/** By what reports of a class can be told to be made from the same data. */
export interface DataMarks {
  id: string
  /** Of the file. */
  sha256: string
  /** The run that a report of this program names. */
  run: string | null
  /** What sections B to D print. */
  numbers: ReadonlySet<string>
}

/** Whose data a report has, too; each other report is named once, by the strongest of the three. */
export interface SameData {
  /** The same bytes. */
  file: string[]
  run: string[]
  /** Most of the numbers, and how many of a hundred. */
  numbers: { id: string; percent: number }[]
}

/** Fewer say nothing. */
const FEWEST_NUMBERS = 12
/** Reports of two runs have some numbers in common by chance, and those of the assignment. */
const LEAST_SHARE = 0.6

/** The numbers of sections B to D, or of a whole report without sections: those with three digits that count, or more. */
export function measuredNumbers({ sections, text }: Pick<Inspection, 'sections' | 'text'>): Set<string> {
  const measured = sections.filter(({ title }) => /^[BCD]\./.test(title)).flatMap(({ headings }) => headings)
  const read = measured.length === 0 ? text : measured.map((heading) => heading.text)
  const found = read.join('\n').matchAll(/(?<![\w.,])\d+(?:[,\u202f]\d{3})*(?:\.\d+)?(?![\w])/g)
  return new Set(
    Array.from(found, ([number]) => number.replace(/[,\u202f]/g, '')).filter(
      (number) => number.replace('.', '').replace(/^0+/, '').length >= 3,
    ),
  )
}

/** A short name of measured numbers: the same for the same ones. Null where there are too few of them. */
export const numbersHash = (numbers: ReadonlySet<string>): string | null =>
  numbers.size < FEWEST_NUMBERS
    ? null
    : createHash('sha256')
        .update([...numbers].sort().join(' '))
        .digest('hex')
        .slice(0, 8)

/** What each report has in common with others, in their order. */
export function sameData(reports: readonly DataMarks[]): SameData[] {
  return reports.map((report) => {
    const same: SameData = { file: [], run: [], numbers: [] }
    for (const other of reports) {
      if (other === report) continue
      const share = commonShare(report.numbers, other.numbers)
      if (other.sha256 === report.sha256) same.file.push(other.id)
      else if (report.run !== null && other.run === report.run) same.run.push(other.id)
      else if (share >= LEAST_SHARE) same.numbers.push({ id: other.id, percent: Math.round(share * 100) })
    }
    return same
  })
}

/** Of the shorter list, how much stands in the longer one: who has copied may have added. */
function commonShare(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const least = Math.min(one.size, other.size)
  return least < FEWEST_NUMBERS ? 0 : [...one].filter((number) => other.has(number)).length / least
}
