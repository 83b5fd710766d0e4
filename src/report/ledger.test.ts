import { describe, expect, test } from 'vitest'
import { Ledger } from '../data/ledger-schema.ts'
import { loadRun } from '../data/load.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { declared, EXPERIMENTS, type ExperimentTable } from '../experiments/catalogue.ts'
import { analyse } from '../findings/analyse.ts'
import { project } from '../project.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { untoldNumbers } from '../testing/untold.ts'
import { isRounded, numbersIn } from '../text/printed-numbers.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import { ledgerOf } from './ledger.ts'
import { experimentTable } from './views/tables/tables.ts'

/** What something is, without a word on whether it is much. */
const DESCRIBING = /^D\.(total|transferred|downtime-(qemu|events|probe))$|\.(machine|exits|exit-reasons|profile)$/

const RUNS: [string, LoadedRun][] = [
  ['the example', loadRun(project().example)],
  ['a synthetic run', syntheticRun({ controls: true, matrix: true })],
]

describe.each(RUNS)('the ledger of %s', (_, loaded) => {
  const analysis = analyse(loaded)
  const ledger = ledgerOf({ loaded, analysis, example: false }, ENGLISH)

  test('is what its schema says', () => {
    expect(Ledger.parse(ledger)).toEqual(ledger)
  })

  test('has every number that stands in a table of B to D, as it is printed there', () => {
    let numbers = 0
    for (const id of EXPERIMENTS.flatMap((experiment) => declared[experiment].tables)) {
      const { table } = spoken(experimentTable(id as ExperimentTable, analysis), ENGLISH)
      const printed = ledger.figures.filter(({ place }) => place.kind === 'table' && place.id === id)
      const shown = (table?.rows ?? []).flat().flatMap((cell) => (typeof cell === 'string' ? [] : [cell.number]))
      expect(printed.filter(({ place }) => place.part === 'number').map((one) => one.printed)).toEqual(shown)
      // What stands in the columns of numbers is a number with an origin, or says that there is none.
      const texts = (table?.rows ?? []).flatMap((row) =>
        row.filter((cell, column) => table?.columns[column]?.align === 'decimal' && typeof cell === 'string'),
      )
      expect(texts.filter((text) => /\d/.test(String(text)))).toEqual([])
      numbers += shown.length
    }
    expect(numbers).toBeGreaterThan(100)
  })

  test('prints its values: rounded as the table rounds, each is what stands there', () => {
    for (const { printed, value, place } of ledger.figures.filter(({ printed }) => printed !== '')) {
      const [number] = numbersIn(printed)
      expect(number && isRounded(number, value), JSON.stringify(place)).toBe(true)
    }
  })

  test('says of every number in the sentence of a finding what it is, and every such number stands there', () => {
    // Why something is missing may quote a number of a raw file.
    const said = ledger.findings.filter(({ verdict }) => verdict !== 'not-measured')
    expect(said.flatMap((one) => untoldNumbers(one, ledger.figures).map((number) => [one.id, number]))).toEqual([])
    const silent = ledger.figures.filter(({ place, printed }) => place.kind === 'sentence' && printed === '')
    for (const { place, range } of silent) {
      const sentence = ledger.findings.find(({ id }) => id === place.id)?.sentence ?? ''
      expect(
        numbersIn(sentence).some((number) => range !== null && isRounded(number, range.most)),
        place.id,
      ).toBe(true)
    }
  })

  test('has conditions for every finding but those that do nothing but describe', () => {
    const without = ledger.findings.filter(
      ({ verdict, conditions }) => verdict !== 'not-measured' && conditions.length === 0,
    )
    expect(without.map(({ id }) => id).filter((id) => !DESCRIBING.test(id))).toEqual([])
  })

  test('names samples for each number, files of the run for each sample, and a definition for each statistic', () => {
    const files = new Set(
      loaded.trials.flatMap(({ trial, files: own }) => [
        `trials/${trial.id}/trial.json`,
        ...Object.keys(own).map((name) => `trials/${trial.id}/${name}`),
      ]),
    )
    for (const { samples, against, statistic, n } of ledger.figures) {
      expect(samples.length).toBeGreaterThan(0)
      expect(n).toBeGreaterThan(0)
      expect(ledger.statistics[statistic]).toMatch(/\.$/)
      expect([...samples, ...against].every((position) => ledger.samples[position] !== undefined)).toBe(true)
    }
    expect(ledger.samples.flatMap((sample) => sample.files).filter((file) => !files.has(file))).toEqual([])
  })

  test('has every finding, and what a comparison depends on', () => {
    expect(ledger.findings).toHaveLength(EXPERIMENTS.flatMap((experiment) => analysis[experiment].findings).length)
    const claimed = ledger.findings.filter(({ id, verdict }) => /^[BC]\./.test(id) && verdict === 'higher')
    expect(claimed).not.toEqual([])
    for (const { conditions, id } of claimed)
      if (conditions.length > 0) expect(conditions.find(({ name }) => name === 'interval.low')?.holds, id).toBe(true)
  })
})
