import type { Ledger } from '../data/ledger-schema.ts'
import { writeAtomically } from '../data/store.ts'

/** A line for each number, so that two ledgers can be compared line by line. */
export function ledgerText({ figures, charts, samples, findings, ...head }: Ledger): string {
  const list = (name: string, all: readonly unknown[]): string =>
    `"${name}": [\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]`
  const first = JSON.stringify(head, null, 2).replace(/\n\}$/, '')
  return `${first},\n${list('samples', samples)},\n${list('figures', figures)},\n${list('charts', charts)},\n${list('findings', findings)}\n}\n`
}

export const writeLedger = (file: string, ledger: Ledger): void => writeAtomically(file, ledgerText(ledger))
