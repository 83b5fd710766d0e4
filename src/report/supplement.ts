import type { Ledger } from '../data/ledger-schema.ts'
import type { LoadedRun } from '../data/loaded-run.ts'
import { EXPERIMENTS } from '../experiments/catalogue.ts'
import type { Analysis } from '../findings/analysis.ts'
import type { QuantityStatistic } from '../findings/model/quantity.ts'
import { csvOf } from '../text/csv.ts'

/** The ledger as tables, for whoever counts on: texts of `*.figures.csv` and `*.samples.csv`. */
export interface Supplement {
  figures: string
  samples: string
}

const FIGURE_COLUMNS = [
  'section',
  'kind',
  'id',
  'row',
  'column',
  'part',
  'printed',
  'value',
  'unit',
  'metric',
  'statistic',
  'n',
  'interval_low',
  'interval_high',
  'range_least',
  'range_most',
  'samples',
  'against',
] as const

const SAMPLE_COLUMNS = [
  'sample',
  'experiment',
  'configuration',
  'workload',
  'trial',
  'block',
  'host',
  'host_boot',
  'metric',
  'unit',
  'index',
  'counts',
  'value',
  'file',
  'files',
] as const

/** Where several values stand in a field. No name of a file of a run has a space in it. */
const BETWEEN = ' '

/** What has another unit than the samples that it is made of. */
const IS_RATIO: Readonly<Record<QuantityStatistic, boolean>> = {
  value: false,
  'geometric-mean-of-medians': false,
  'mean-of-medians': false,
  median: false,
  'ratio-of-geometric-means': true,
  'difference-of-means': false,
  'geometric-mean-of-ratios': true,
  'ratio-of-means': true,
  'ratio-of-medians': true,
  least: false,
  most: false,
  'most-by-least': true,
  '90th-percentile': false,
  sum: false,
}
const isRatio = (statistic: string): boolean => Object.entries(IS_RATIO).some(([name, is]) => is && name === statistic)

/** The unit of each value that is read from raw files; a count has none. */
function unitsOf({ figures, charts, samples }: Ledger, analysis: Analysis): Map<string, string> {
  const units = new Map<string, string>()
  const note = (positions: readonly number[], unit: string): void => {
    for (const position of positions) {
      const metric = samples[position]?.metric
      if (metric !== undefined) units.set(metric, unit)
    }
  }
  // What stands beside a line are times, and the unit is that of the line.
  for (const { samples: drawn, unit, line } of charts) if (line === null) note(drawn, unit)
  for (const figure of figures) if (!isRatio(figure.statistic)) note(figure.samples, figure.unit)
  for (const experiment of EXPERIMENTS) for (const { id, unit } of analysis[experiment].metrics) units.set(id, unit)
  return units
}

/**
 * The figures and samples of a ledger as tables. A field of `samples` names rows of the other table by their first column.
 * Pure.
 */
export function supplementOf(
  ledger: Ledger,
  { loaded, analysis }: { loaded: LoadedRun; analysis: Analysis },
): Supplement {
  const units = unitsOf(ledger, analysis)
  const trials = new Map(loaded.trials.map(({ trial }) => [trial.id, trial]))
  const places = new Map(
    EXPERIMENTS.flatMap((experiment) => analysis[experiment].orderRun.map((one) => [one.id, one] as const)),
  )
  return {
    figures: csvOf(
      FIGURE_COLUMNS,
      ledger.figures.map(({ place, printed, value, unit, metric, statistic, n, interval, range, samples, against }) => [
        place.section,
        place.kind,
        place.id,
        place.row,
        place.column,
        place.part,
        printed,
        value,
        unit,
        metric,
        statistic,
        n,
        interval?.low ?? null,
        interval?.high ?? null,
        range?.least ?? null,
        range?.most ?? null,
        samples.join(BETWEEN),
        against.join(BETWEEN),
      ]),
    ),
    samples: csvOf(
      SAMPLE_COLUMNS,
      ledger.samples.map(({ trial: id, metric, index, warmup, value, file, files }, position) => {
        const trial = trials.get(id)
        const place = places.get(id)
        return [
          position,
          trial?.experiment ?? null,
          trial?.configuration ?? null,
          trial?.workload ?? null,
          id,
          trial?.block ?? null,
          place?.host ?? null,
          place?.hostBoot ?? null,
          metric,
          units.get(metric) ?? null,
          index,
          warmup ? 'warm-up' : 'counted',
          value,
          file,
          files.join(BETWEEN),
        ]
      }),
    ),
  }
}
