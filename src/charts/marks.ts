import { RAW_FILES } from '../data/raw-files.ts'
import { trialPath } from '../data/trial-path.ts'
import { BLOCK_EXPERIMENTS, type BlockExperiment, type ExperimentFigure } from '../experiments/catalogue.ts'
import { namesOf } from '../experiments/names.ts'
import type { Analysis } from '../findings/analysis.ts'
import { cellName } from '../findings/matrix/cell-name.ts'
import { cellOrigins, LOG } from '../findings/matrix/cell-quantity.ts'
import { originsOf } from '../findings/migration/origins.ts'
import { PAUSE_FILES, PAUSE_METRICS } from '../findings/migration/pause-findings.ts'
import type { Metric } from '../findings/model/metric.ts'
import { type Origin, type Quantity, summaryQuantity } from '../findings/model/quantity.ts'
import type { Point } from '../findings/reading/windows.ts'
import { say, type Text } from '../text/phrase.ts'
import { CLOCKS } from './downtime.ts'
import { metricsOfExits } from './exits.ts'
import { MATRIX_PANELS } from './matrix.ts'
import { metricsOfCards, metricsOfCosts } from './network.ts'
import { metricsOfPrograms } from './programs.ts'
import { drawn } from './strip.ts'
import { observedPanels } from './timeline.ts'

/** What a chart draws of one thing in one of its panels: a configuration of a metric, or a quantity over time. */
export interface DrawnSeries {
  panel: Text
  series: Text
  unit: Text
  /** Drawn as a mark each, warm-ups hollow. */
  samples: readonly Origin[]
  /** The tick; null where none is drawn. */
  summary: Quantity | null
  /** A line over seconds after `migrate`, with what it is and where it is read. */
  line: { metric: string; trial: string; file: string; points: readonly Point[] } | null
}

/** Every sample of each configuration, and the tick of its summary. */
const ofMetrics = (metrics: readonly Metric[]): DrawnSeries[] =>
  metrics.flatMap((metric) =>
    metric.arms
      .filter(({ samples }) => samples.length > 0)
      .map((arm): DrawnSeries => {
        const tick = arm.summary && drawn(arm.summary, [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]).value
        return {
          panel: metric.title,
          series: arm.label,
          unit: metric.unit,
          samples: arm.samples,
          summary: tick === null ? null : summaryQuantity(metric, arm),
          line: null,
        }
      }),
  )

const downtimes = ({ migration: { migrations, metrics } }: Analysis): DrawnSeries[] =>
  CLOCKS.map(({ key, title, metric: id }): DrawnSeries => {
    const metric = metrics.find((one) => one.id === id)
    const samples = originsOf(PAUSE_METRICS[key], PAUSE_FILES[key], migrations, ({ downtimeMs }) => downtimeMs[key])
    const summary = metric ? summaryQuantity(metric, metric.arms[0]) : null
    return { panel: title, series: say('statistic.median'), unit: 'ms', samples, summary, line: null }
  })

const cells = ({ matrix }: Analysis): DrawnSeries[] =>
  MATRIX_PANELS.flatMap(({ title, unit, metric, value }) =>
    matrix.cells.flatMap((cell): DrawnSeries[] => {
      const samples = cellOrigins(metric, LOG, [cell], value)
      return samples.length === 0
        ? []
        : [{ panel: title, series: cellName(cell), unit, samples, summary: null, line: null }]
    }),
  )

const lineOf = (trial: string, metric: string, file: string, points: readonly Point[]): DrawnSeries['line'] => ({
  metric: `migration.series.${metric}`,
  trial,
  file: trialPath(trial, file),
  points,
})

/** Throughput in every migration, and the mark at which each ended. */
const overlaid = ({ migration: { migrations } }: Analysis): DrawnSeries[] =>
  migrations
    .filter(({ series }) => series.iperf3.length > 0)
    .map((one): DrawnSeries => {
      const points = one.series.iperf3.map(({ s, value }) => ({ s, value: value / 1e6 }))
      return {
        panel: say('chart.timeline.throughput'),
        series: say('chart.migration', { number: one.repetition }),
        unit: 'Mbit/s',
        samples: originsOf('total', LOG, [one], ({ totalMs }) => totalMs / 1000),
        summary: null,
        line: lineOf(one.trial, 'iperf3', RAW_FILES.iperf3, points),
      }
    })

const timeline = ({ migration: { migrations } }: Analysis): DrawnSeries[] =>
  migrations.slice(0, 1).flatMap((first) =>
    observedPanels(first).flatMap(({ title, unit, lines }) =>
      lines.map(
        ({ name = '', metric, file, points }): DrawnSeries => ({
          panel: title,
          series: name,
          unit,
          samples: [],
          summary: null,
          line: lineOf(first.trial, metric, file, points),
        }),
      ),
    ),
  )

const OWN: Readonly<
  Record<Exclude<ExperimentFigure, BlockExperiment> | 'network', (analysis: Analysis) => DrawnSeries[]>
> = {
  network: ({ network }) => ofMetrics(metricsOfCards(network)),
  'network-costs': ({ network }) => ofMetrics(metricsOfCosts(network)),
  exits: ({ network }) => ofMetrics(metricsOfExits(network)),
  timeline,
  downtime: downtimes,
  overlay: overlaid,
  matrix: cells,
}

/** Everything that the figures of the experiments draw of what was measured: bands, axes and names are none of it. */
export const seriesOf = (analysis: Analysis): Map<ExperimentFigure, DrawnSeries[]> =>
  new Map<ExperimentFigure, DrawnSeries[]>([
    ...BLOCK_EXPERIMENTS.map((experiment): [ExperimentFigure, DrawnSeries[]] => [
      experiment,
      ofMetrics(metricsOfPrograms(analysis[experiment])),
    ]),
    ...namesOf(OWN).map((id): [ExperimentFigure, DrawnSeries[]] => [id, OWN[id](analysis)]),
  ])
