import { type DrawnSeries, seriesOf } from '../charts/marks.ts'
import type { Ledger } from '../data/ledger-schema.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { trialPath } from '../data/trial-path.ts'
import { declared, EXPERIMENTS, type ExperimentFigure, type ExperimentTable } from '../experiments/catalogue.ts'
import type { Analysis } from '../findings/analysis.ts'
import { armsOf } from '../findings/model/drift.ts'
import {
  type Origin,
  type Quantity,
  type QuantityStatistic,
  ratioQuantity,
  summaryQuantity,
} from '../findings/model/quantity.ts'
import { say, type Text } from '../text/phrase.ts'
import { printedAs } from '../text/printed-numbers.ts'
import { formatNumber } from '../text/quantities.ts'
import { type Spoken, spoken } from '../text/spoken.ts'
import type { Words } from '../text/words.ts'
import type { Cell, NumberedTable } from './views/tables/table.ts'
import { experimentTable } from './views/tables/tables.ts'

const DEFINITIONS: Readonly<Record<QuantityStatistic, string>> = {
  value: 'The value of one sample or trial, as it was read; nothing is made of it.',
  'geometric-mean-of-medians':
    'The geometric mean over trials of the median of each trial’s samples, warm-ups left out. The interval is Student’s for the mean of the logarithms, two-sided 95 %, with n - 1 degrees of freedom.',
  'mean-of-medians':
    'The arithmetic mean over trials of the median of each trial’s samples, warm-ups left out. The interval is Student’s, two-sided 95 %, with n - 1 degrees of freedom, cut at 0 where no value is negative.',
  median:
    'The median over trials of the median of each trial’s samples, warm-ups left out. The interval is that of the order statistics, from six trials on: from the k-th smallest to the k-th largest, with the largest k for which it still covers 95 %.',
  'ratio-of-geometric-means':
    'The geometric mean over trials of the medians of one side by that of the other. The interval is Welch’s for the difference of the means of the logarithms, two-sided 95 %, with the degrees of freedom of Welch and Satterthwaite.',
  'difference-of-means':
    'The arithmetic mean over trials of the medians of one side less that of the other. There is no interval.',
  'geometric-mean-of-ratios':
    'The geometric mean of the ratios of the medians of pairs, in percent where that is the unit: of both sides of a trial where both were measured in it, else of two trials of the same block. The interval is Student’s for the mean of the logarithms, two-sided 95 %.',
  'ratio-of-means':
    'The arithmetic mean over trials of the medians of one side by that of the other, in percent where that is the unit. There is no interval.',
  'ratio-of-medians':
    'The median over trials of the medians of one side by that of the other, in percent where that is the unit. There is no interval.',
  least: 'The least over trials of the median of each trial’s samples, warm-ups left out.',
  most: 'The most over trials of the median of each trial’s samples, warm-ups left out.',
  'most-by-least': 'The most by the least over trials of the median of each trial’s samples, warm-ups left out.',
  '90th-percentile':
    'Of the trials’ medians in their order, what stands at nine tenths of the way from the first to the last, between two of them in a straight line: type 7 of Hyndman and Fan.',
  sum: 'The sum over trials of the median of each trial’s samples, warm-ups left out; each trial has one value.',
}

/** Positions of samples in the ledger: each is written once, however many numbers are made of it. */
function sampleBook({ trials }: Pick<LoadedRun, 'trials'>) {
  const samples: Ledger['samples'] = []
  const positions = new Map<string, number>()
  const filesOf = ({ trial: id, index, source }: Origin): string[] => {
    const found = trials.find(({ trial }) => trial.id === id)?.trial
    // A steady window is measured once in a trial.
    const measured =
      found === undefined ? [] : [...found.samples, ...found.windows.map((one) => ({ ...one, index: 1 }))]
    const own = measured.find(
      (one) => one.index === index && Object.values(one.files).some((name) => trialPath(id, name) === source),
    )
    const all = own === undefined ? [] : Object.values(own.files).map((name) => trialPath(id, name))
    return [...new Set([source, ...all])]
  }
  const positionOf = (origin: Origin): number => {
    const { trial, metric, index, value, source: file } = origin
    const key = [trial, metric, index, file].join('\n')
    const known = positions.get(key)
    if (known !== undefined) return known
    positions.set(key, samples.length)
    return samples.push({ trial, metric, index, warmup: origin.warmup, value, file, files: filesOf(origin) }) - 1
  }
  return { samples, positionOf }
}

type Place = Ledger['figures'][number]['place']

/** Every number of a table, with its place and how it is printed there. */
function numbersOf(
  section: string,
  id: ExperimentTable,
  { rows, columns, groups = [] }: Spoken<NonNullable<NumberedTable['table']>>,
) {
  const above = groups.flatMap(({ title, rows: count }) => Array<string | null>(count).fill(title))
  return rows.flatMap((row, index) => {
    const group = above[index] ?? null
    const titled = (cell: Spoken<Cell> | undefined): string => (typeof cell === 'string' ? cell : '')
    const texts = row.filter((_, column) => columns[column]?.align === 'left').map(titled)
    return row.flatMap((cell, column) => {
      if (typeof cell === 'string') return []
      const place = (part: Place['part']): Place => ({
        section,
        kind: 'table',
        id,
        row: [...(group === null ? [] : [group]), ...texts].join(', '),
        column: columns[column]?.title ?? '',
        part,
      })
      const { number, note, quantity, noted } = cell
      return [
        ...(quantity === null ? [] : [{ place: place('number'), printed: number, quantity }]),
        ...(noted === undefined ? [] : [{ place: place('note'), printed: note ?? '', quantity: noted }]),
      ]
    })
  })
}

/** Every metric of an experiment: its summaries and ratios, wherever sentences and charts print them. */
function numbersOfMetrics(section: string, { metrics }: Analysis[(typeof EXPERIMENTS)[number]]) {
  return metrics.flatMap((metric) => {
    const entry = (column: string, quantity: Quantity | null) => {
      if (quantity === null) return []
      const place: Place = { section, kind: 'metric', id: metric.id, row: metric.title, column, part: 'number' }
      return [{ place, printed: formatNumber(quantity.value), quantity }]
    }
    return [
      ...metric.arms.flatMap((arm) => entry(arm.configuration, summaryQuantity(metric, arm))),
      ...metric.comparisons.flatMap((comparison) =>
        entry(`${comparison.of} by ${comparison.against}`, ratioQuantity(metric, comparison)),
      ),
    ]
  })
}

/** Every number that a finding tells; what its sentence does not print, as an interval without its middle, is printed nowhere. */
const numbersOfSentences = (section: string, { findings }: Analysis[(typeof EXPERIMENTS)[number]], words: Words) =>
  findings.flatMap(({ id, sentence, quantities = [] }) => {
    const place: Place = { section, kind: 'sentence', id, row: '', column: '', part: 'number' }
    const said = spoken(sentence, words)
    return quantities.map((quantity) => ({ place, printed: printedAs(quantity.value, said) ?? '', quantity }))
  })

/** The ticks of the charts, with the number beside them, and what is drawn as a mark of a part of their samples. */
const numbersOfCharts = (charts: readonly Chart[]) =>
  charts.flatMap(({ section, id, drawn }) =>
    drawn.flatMap(({ panel, series, summary, parts }) => {
      const place = (column: Text) => ({ section, kind: 'chart', id, row: panel, column, part: 'number' }) as const
      return [
        ...(summary === null
          ? []
          : [{ place: place(series), printed: formatNumber(summary.value), quantity: summary }]),
        ...parts.map(({ name, quantity }) => ({
          place: place(say('list', { first: series, second: name })),
          printed: '',
          quantity,
        })),
      ]
    }),
  )

/** Whether it is drawn as samples or as a line: marks that are made of several are numbers of their own. */
const hasMarks = ({ samples, line }: DrawnSeries): boolean => samples.length > 0 || line !== null

interface Chart {
  section: string
  id: string
  drawn: readonly DrawnSeries[]
}

/** The charts of the experiments, in the order of the report. */
function chartsOf(analysis: Analysis): Chart[] {
  const all = seriesOf(analysis)
  return EXPERIMENTS.flatMap((experiment) => {
    const { section, figures } = declared[experiment]
    return figures.map((id) => ({ section, id, drawn: all.get(id as ExperimentFigure) ?? [] }))
  })
}

/**
 * Every number of the experiments’ tables, charts, metrics and findings with what it is and comes from, and every finding with
 * what it depends on. Pure: what an experiment declares comes into it by itself.
 */
export function ledgerOf(
  { loaded, analysis, example }: { loaded: LoadedRun; analysis: Analysis; example: boolean },
  words: Words,
): Ledger {
  const { samples, positionOf } = sampleBook(loaded)
  const tables = EXPERIMENTS.flatMap((experiment) => {
    const { section, tables: ids } = declared[experiment]
    return ids.flatMap((id) => {
      const { table } = spoken(experimentTable(id as ExperimentTable, analysis), words)
      return table === null ? [] : numbersOf(section, id as ExperimentTable, table)
    })
  })
  const metrics = EXPERIMENTS.flatMap((experiment) =>
    numbersOfMetrics(declared[experiment].section, analysis[experiment]),
  )
  const sentences = EXPERIMENTS.flatMap((experiment) =>
    numbersOfSentences(declared[experiment].section, analysis[experiment], words),
  )
  const charts = chartsOf(analysis)
  const ledger: Ledger = {
    schema: 1,
    run: loaded.run.id,
    example,
    statistics: DEFINITIONS,
    figures: spoken(
      [...tables, ...numbersOfCharts(charts), ...metrics, ...sentences].map(({ place, printed, quantity }) => {
        const { value, unit, metric, statistic, n, interval, range } = quantity
        const [own, against] = [quantity.samples.map(positionOf), quantity.against.map(positionOf)]
        return { place, printed, value, unit, metric, statistic, n, interval, range, samples: own, against }
      }),
      words,
    ),
    charts: charts.flatMap(({ section, id, drawn }) =>
      drawn.filter(hasMarks).map(({ panel, series, unit, samples: marks, line }) => ({
        section,
        figure: id,
        ...spoken({ panel, series, unit }, words),
        samples: marks.map(positionOf),
        line: line && { ...line, points: line.points.map(({ s, value }): [number, number] => [s, value]) },
      })),
    ),
    samples,
    findings: EXPERIMENTS.flatMap((experiment) =>
      analysis[experiment].findings.map(({ id, sentence, verdict, evidence, conditions = [] }) => ({
        id,
        section: declared[experiment].section,
        sentence,
        verdict,
        evidence,
        conditions,
      })),
    ),
  }
  // What is neither drawn nor counted, as a warm-up of what is evidence alone, stands at the end.
  for (const experiment of EXPERIMENTS) {
    const { metrics, controls } = analysis[experiment]
    for (const metric of metrics)
      for (const { samples: all } of armsOf(metric, controls)) for (const sample of all) positionOf(sample)
  }
  return ledger
}
