import { describe, expect, test } from 'vitest'
import { loadRun } from '../data/load.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { EXPERIMENTS } from '../experiments/catalogue.ts'
import { analyse } from '../findings/analyse.ts'
import { armsOf } from '../findings/model/drift.ts'
import { project } from '../project.ts'
import { readRecords } from '../testing/csv-reader.ts'
import { syntheticRun } from '../testing/synthetic/run.ts'
import { ENGLISH } from '../text/words.ts'
import { ledgerOf } from './ledger.ts'
import { supplementOf } from './supplement.ts'

const RUNS: [string, LoadedRun][] = [
  ['the example', loadRun(project().example)],
  ['a synthetic run', syntheticRun({ controls: true, matrix: true, failovers: 3 })],
]

const text = (value: string | number | null | undefined): string => (value == null ? '' : String(value))

describe.each(RUNS)('the supplement of %s', (_, loaded) => {
  const analysis = analyse(loaded)
  const ledger = ledgerOf({ loaded, analysis, example: false }, ENGLISH)
  const supplement = supplementOf(ledger, { loaded, analysis })
  const figures = readRecords(supplement.figures)
  const samples = readRecords(supplement.samples)

  test('has a row for each figure of the ledger, with all that the ledger says of it', () => {
    expect(figures.length).toBeGreaterThan(100)
    expect(figures).toEqual(
      ledger.figures.map(({ place, interval, range, samples, against, ...figure }) => ({
        ...place,
        printed: figure.printed,
        value: text(figure.value),
        unit: figure.unit,
        metric: figure.metric,
        statistic: figure.statistic,
        n: text(figure.n),
        interval_low: text(interval?.low),
        interval_high: text(interval?.high),
        range_least: text(range?.least),
        range_most: text(range?.most),
        samples: samples.join(' '),
        against: against.join(' '),
      })),
    )
  })

  test('has a row for each sample of the ledger, at full precision, with the place where it was taken', () => {
    expect(samples.length).toBe(ledger.samples.length)
    const trials = new Map(loaded.trials.map(({ trial }) => [trial.id, trial]))
    for (const [position, sample] of ledger.samples.entries()) {
      const trial = trials.get(sample.trial)
      expect(samples[position]).toMatchObject({
        sample: text(position),
        experiment: trial?.experiment,
        configuration: trial?.configuration,
        workload: text(trial?.workload),
        trial: sample.trial,
        block: text(trial?.block),
        metric: sample.metric,
        index: text(sample.index),
        counts: sample.warmup ? 'warm-up' : 'counted',
        value: text(sample.value),
        file: sample.file,
        files: sample.files.join(' '),
      })
      expect(Number(samples[position]?.value)).toBe(sample.value)
      expect(samples[position]?.host).toMatch(/^host[12]$/)
    }
  })

  test('has every sample of every configuration, warm-ups and controls among them', () => {
    const known = new Set(samples.map(({ trial, metric, index, file }) => [trial, metric, index, file].join(' ')))
    const all = EXPERIMENTS.flatMap((experiment) => {
      const { metrics, controls } = analysis[experiment]
      return metrics.flatMap((metric) => armsOf(metric, controls).flatMap((arm) => arm.samples))
    })
    expect(all.some(({ warmup }) => warmup)).toBe(samples.some(({ counts }) => counts === 'warm-up'))
    expect(
      all.filter(({ trial, metric, index, source }) => !known.has([trial, metric, String(index), source].join(' '))),
    ).toEqual([])
  })

  test('gives each value one unit, the same wherever a number is made of it', () => {
    const units = new Map<string, Set<string>>()
    const note = (positions: readonly number[], unit: string) => {
      for (const position of positions) {
        const { metric = '' } = ledger.samples[position] ?? {}
        units.set(metric, (units.get(metric) ?? new Set()).add(unit))
      }
    }
    for (const { samples: drawn, unit, line } of ledger.charts) if (line === null) note(drawn, unit)
    for (const figure of ledger.figures) if (!/ratio|by/.test(figure.statistic)) note(figure.samples, figure.unit)
    expect([...units].filter(([, all]) => all.size > 1)).toEqual([])
    for (const { metric = '', unit } of samples)
      if (units.has(metric)) expect([unit]).toEqual([...(units.get(metric) ?? [])])
  })

  test('is lines of equally many fields', () => {
    for (const table of Object.values(supplement)) {
      expect(table.endsWith('\r\n')).toBe(true)
      expect(table.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    }
  })
})
