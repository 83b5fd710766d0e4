import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildFigures } from '../charts/figures.ts'
import { Ledger } from '../data/ledger-schema.ts'
import { loadRun } from '../data/load.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import {
  BLOCK_EXPERIMENTS,
  declared,
  EXPERIMENTS,
  type ExperimentFigure,
  type ExperimentTable,
} from '../experiments/catalogue.ts'
import { analyse } from '../findings/analyse.ts'
import { project } from '../project.ts'
import { earlierRun } from '../testing/earlier-run.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { untoldNumbers } from '../testing/untold.ts'
import { isRounded, numbersIn } from '../text/printed-numbers.ts'
import { spoken } from '../text/spoken.ts'
import { ENGLISH } from '../text/words.ts'
import { ledgerOf } from './ledger.ts'
import { experimentTable } from './views/tables/tables.ts'

/** What something is, without a word on whether it is much. */
const DESCRIBING =
  /^D\.(total|transferred|downtime-(qemu|events|probe))$|^F\.(gap|price)$|\.(machine|exits|exit-reasons|profile)$/

/** Values of the marks that a point or a piece of a bar is drawn for, in any panel of a chart; where each sample is one, it has a tip. */
function pointsIn(spec: unknown): number[] {
  if (Array.isArray(spec)) return spec.flatMap(pointsIn)
  if (typeof spec !== 'object' || spec === null) return []
  const { mark, data, ...rest } = spec as { mark?: { type?: string }; data?: { values?: Record<string, unknown>[] } }
  if (mark?.type === 'point')
    return (data?.values ?? []).flatMap(({ value, s, tip }) => {
      const number = value ?? s
      return typeof number === 'number' && tip !== undefined ? [number] : []
    })
  if (mark?.type === 'bar')
    return (data?.values ?? []).flatMap(({ value, end, tip }) =>
      typeof value === 'number' && typeof end === 'number' && tip !== undefined ? [end - value] : [],
    )
  return Object.values(rest).flatMap(pointsIn)
}

const sorted = (values: readonly number[]): string[] => values.map((value) => value.toPrecision(9)).toSorted()

const RUNS: [string, LoadedRun][] = [
  ['the example', loadRun(project().example)],
  ['a run of an earlier version', earlierRun()],
  ['a synthetic run', syntheticRun({ controls: true, matrix: true, failovers: 3 })],
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
    for (const { place, interval, range } of silent) {
      const sentence = ledger.findings.find(({ id }) => id === place.id)?.sentence ?? ''
      const ends = [...(interval ? [interval.high] : []), ...(range ? [range.most] : [])]
      const told = numbersIn(sentence).filter((number) => ends.some((value) => isRounded(number, value)))
      expect(told, place.id).not.toEqual([])
    }
  })

  test('has every mark that a chart draws of what was measured', () => {
    const figures = buildFigures(analysis)
    for (const id of EXPERIMENTS.flatMap((experiment) => declared[experiment].figures)) {
      const { spec } = figures[id as ExperimentFigure]
      const drawn = ledger.charts.filter(({ figure }) => figure === id)
      // Marks that are made of several samples are numbers: of these the figures named as an experiment are made, and means of devices.
      const made = ([...BLOCK_EXPERIMENTS, 'pause'] as readonly string[]).includes(id)
        ? ledger.figures.filter(({ place }) => place.kind === 'chart' && place.id === id)
        : []
      const marks = drawn
        .flatMap(({ samples, line }) => [
          ...samples.map((position) => ledger.samples[position]?.value ?? NaN),
          ...(line?.points ?? []).map(([, value]) => value),
        ])
        .concat(made.map(({ value }) => value))
      expect(drawn.every(({ panel, unit }) => panel !== '' && unit !== undefined)).toBe(true)
      const points = spec === null ? [] : pointsIn(spec)
      expect([id, marks.length]).toEqual([id, points.length])
      // Exits that are 0 stand at the start of a logarithmic axis.
      if (id !== 'exits') expect(sorted(marks)).toEqual(sorted(points))
    }
  })

  test('has no value without a definition in docs/ledger.md', () => {
    const defined = new Set(readFileSync(path.join(project().root, 'docs/ledger.md'), 'utf8').match(/`[^`\n]+`/g))
    const undefinedNames = [...new Set(ledger.samples.map(({ metric }) => metric))].filter((metric) => {
      const [, ...name] = metric.split('.')
      const general = name
        .join('.')
        .replace(/^(perf-vm|kvm-source|kvm-destination)\..+\.\w+\.\w+$/, '$1.<event>.<phase>.<made>')
        .replace(/^pause\.(save|load)\..+$/, 'pause.$1.<device>')
        .replace(/^faults\.(bucket|meanMs)\.\d+$/, 'faults.$1.<n>')
        .replace(/^exits\..+\.(\w+)$/, 'exits.<reason>.$1')
      return ![metric, metric.replace(/^clock\.\w+/, 'clock.<machine>'), general].some((one) =>
        defined.has(`\`${one}\``),
      )
    })
    expect(undefinedNames).toEqual([])
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
