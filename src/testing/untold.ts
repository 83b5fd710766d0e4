import type { Ledger } from '../data/ledger-schema.ts'
import { isRounded, numbersIn } from '../text/printed-numbers.ts'

/** What looks like a number and is a name or a constant: programs, machines, versions, datagrams, the level of an interval. */
const NAMES = [
  /`[^`]*`/g,
  /\bhosts?[\u00a0 ][12]\b/g,
  /\be1000\b/g,
  /\b(?:IP|QEMU \(?)v?\d[\d.]*/g,
  /\b\d[\d,]*-byte\b/g,
  /\b95[\u00a0 ]%/g,
  /\b90 % of the median\b/g,
  /\bin migration \d+/g,
  /\bno\. \d+\b/g,
  /\b1 [\u2212-] throughput/g,
  /predicted\/actual [\u2212-] 1/g,
  /\b2\u00a0Mbit\/s/g,
  /\bbelow 5\u00a0% of the 90th percentile/g,
  /\b1,400-byte\b/g,
  /\bexcludes 1\b/g,
  /\b[a-z]+(?:-[a-z0-9]+)+-\d+\b/g,
]

/** FOR TESTS ONLY: numbers of a finding’s sentence of which the ledger does not say what they are. */
export function untoldNumbers(finding: Ledger['findings'][number], figures: Ledger['figures']): string[] {
  const told = figures.filter(({ place }) => place.kind === 'sentence' && place.id === finding.id)
  const known = [
    ...told.flatMap(({ value, n, interval, range }) => [
      value,
      n,
      ...(interval ? [interval.low, interval.high] : []),
      ...(range ? [range.least, range.most] : []),
    ]),
    ...finding.conditions.flatMap(({ value, against }) => [value, against]),
  ]
  const plain = NAMES.reduce((text, name) => text.replace(name, ' '), finding.sentence)
  return numbersIn(plain)
    .filter((number) => !known.some((value) => isRounded(number, value)))
    .map(({ text }) => text)
}
