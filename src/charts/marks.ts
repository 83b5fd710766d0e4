import { RAW_FILES } from '../data/raw-files.ts'
import { trialPath } from '../data/trial-path.ts'
import { BLOCK_EXPERIMENTS, type BlockExperiment, type ExperimentFigure } from '../experiments/catalogue.ts'
import { namesOf } from '../experiments/names.ts'
import type { Analysis } from '../findings/analysis.ts'
import { cellName } from '../findings/matrix/cell-name.ts'
import { cellOrigins } from '../findings/matrix/cell-quantity.ts'
import { faultOrigins } from '../findings/matrix/faults-finding.ts'
import { partOrigins, SIDES } from '../findings/migration/accounted.ts'
import { originsOf } from '../findings/migration/origins.ts'
import { PAUSE_PARTS } from '../findings/migration/pause-account.ts'
import { PAUSE_CLOCKS, PAUSE_FILES, PAUSE_METRICS } from '../findings/migration/pause-findings.ts'
import type { MigrationResult } from '../findings/migration/result.ts'
import { shownOf } from '../findings/migration/shown.ts'
import type { Metric } from '../findings/model/metric.ts'
import { type Origin, type Quantity, summaryQuantity } from '../findings/model/quantity.ts'
import type { Point } from '../findings/reading/windows.ts'
import { say, type Text } from '../text/phrase.ts'
import { CLOCKS } from './clocks.ts'
import { metricsOfExits } from './exits.ts'
import { failoverPanels, shownFailover } from './failover.ts'
import { drawnFaults, filledPlaces, placeName } from './faults.ts'
import { MATRIX_PANELS } from './matrix.ts'
import { testsByHand } from './migrations-by-hand.ts'
import { metricsOfCards, metricsOfCosts, rowsOfCards } from './network.ts'
import { devicesShown, PARTS } from './pause.ts'
import type { Part, RatioRow } from './ratio-lanes.ts'
import { rowsOfRatios } from './ratios.ts'
import { metricsOfSamples } from './samples.ts'
import { drawn } from './strip.ts'
import { observedPanels } from './timeline.ts'

/** What a chart draws of one thing in one of its panels: a configuration of a metric, or a quantity over time. */
export interface DrawnSeries {
  panel: Text
  series: Text
  unit: Text
  /** Drawn as a mark each, warm-ups hollow. */
  samples: readonly Origin[]
  /** The tick, or the large mark; null where none is drawn. */
  summary: Quantity | null
  /** Drawn as a small mark each: what is made of a part of the samples. */
  parts: readonly Part[]
  /** A line over seconds after `migrate`, or of a test that somebody ran, with what it is and where it is read. */
  line: { metric: string; trial: string; file: string; points: readonly Point[] } | null
}

const NOTHING = { samples: [], summary: null, parts: [], line: null } as const

/** Every sample of each configuration, and the tick of its summary. */
const ofMetrics = (metrics: readonly Metric[]): DrawnSeries[] =>
  metrics.flatMap((metric) =>
    metric.arms
      .filter(({ samples }) => samples.length > 0)
      .map((arm): DrawnSeries => {
        const tick = arm.summary && drawn(arm.summary, [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]).value
        return {
          ...NOTHING,
          panel: metric.title,
          series: arm.label,
          unit: metric.unit,
          samples: arm.samples,
          summary: tick === null ? null : summaryQuantity(metric, arm),
        }
      }),
  )

/** Every ratio, with those that it is made of. */
const ofRatios = (rows: readonly RatioRow[]): DrawnSeries[] =>
  rows.flatMap(({ metric, lanes }) =>
    lanes.flatMap(({ label, factor, parts }): DrawnSeries[] =>
      factor === null ? [] : [{ ...NOTHING, panel: metric.title, series: label, unit: '', summary: factor, parts }],
    ),
  )

const downtimes = ({ migration: { migrations, metrics } }: Analysis): DrawnSeries[] =>
  PAUSE_CLOCKS.map((clock): DrawnSeries => {
    const metric = metrics.find((one) => one.id === CLOCKS[clock].metric)
    const samples = originsOf(
      PAUSE_METRICS[clock],
      PAUSE_FILES[clock],
      migrations,
      ({ downtimeMs }) => downtimeMs[clock],
    )
    const summary = metric ? summaryQuantity(metric, metric.arms[0]) : null
    return { ...NOTHING, panel: CLOCKS[clock].title, series: say('statistic.median'), unit: 'ms', samples, summary }
  })

/** Every part of every pause, and the mean time of the states that are drawn. */
const pauses = ({ migration: { migrations } }: Analysis): DrawnSeries[] => [
  ...PAUSE_PARTS.flatMap((part): DrawnSeries[] => {
    const samples = partOrigins(part, migrations)
    const series = PARTS[part].label
    return samples.length === 0 ? [] : [{ ...NOTHING, panel: say('chart.pause.parts'), series, unit: 'ms', samples }]
  }),
  ...devicesShown(migrations).flatMap(({ device, ...means }) =>
    SIDES.map(
      (side): DrawnSeries => ({
        ...NOTHING,
        panel: say('chart.pause.devices'),
        series: say('chart.pause.device', { device, side: say(`chart.pause.${side}`) }),
        unit: 'ms',
        summary: means[side],
      }),
    ),
  ),
]

const cells = ({ matrix }: Analysis): DrawnSeries[] =>
  MATRIX_PANELS.flatMap(({ title, unit, values }) =>
    values.flatMap(({ metric, file, value }) =>
      matrix.cells.flatMap((cell): DrawnSeries[] => {
        const samples = cellOrigins(metric, file, [cell], value)
        return samples.length === 0 ? [] : [{ ...NOTHING, panel: title, series: cellName(cell), unit, samples }]
      }),
    ),
  )

/** Every piece of every bar. */
const faults = (analysis: Analysis): DrawnSeries[] =>
  [...drawnFaults(analysis)].flatMap(([panel, group]) =>
    group.flatMap((cell) =>
      filledPlaces(cell.faults).map(
        (place): DrawnSeries => ({
          ...NOTHING,
          panel,
          series: placeName(place, cell.faults),
          unit: '',
          samples: faultOrigins(`bucket.${place}`, [cell], ({ buckets }) => buckets[place] ?? null),
        }),
      ),
    ),
  )

const lineOf = (trial: string, metric: string, file: string, points: readonly Point[]): DrawnSeries['line'] => ({
  metric: `migration.series.${metric}`,
  trial,
  file: trialPath(trial, file),
  points,
})

/** Throughput in every migration. */
const overlaid = ({ migration: { migrations } }: Analysis): DrawnSeries[] =>
  migrations
    .filter(({ series }) => series.iperf3.length > 0)
    .map((one): DrawnSeries => {
      const points = one.series.iperf3.map(({ s, value }) => ({ s, value: value / 1e6 }))
      return {
        ...NOTHING,
        panel: say('chart.timeline.throughput'),
        series: say('chart.migration', { number: one.repetition }),
        unit: 'Mbit/s',
        line: lineOf(one.trial, 'iperf3', RAW_FILES.iperf3, points),
      }
    })

const timeline = ({ migration: { migrations } }: Analysis): DrawnSeries[] => {
  const shown = shownOf(migrations)
  return shown === undefined ? [] : timelineOf(shown)
}

/** Every answer and every record of the failover that is shown. */
const failover = ({ failover: { failovers } }: Analysis): DrawnSeries[] => {
  const shown = shownFailover(failovers)
  return shown === undefined
    ? []
    : failoverPanels(shown).map(
        ({ title, unit, metric, file, points }): DrawnSeries => ({
          ...NOTHING,
          panel: title,
          series: '',
          unit,
          line: { metric: `failover.series.${metric}`, trial: shown.trial, file: trialPath(shown.trial, file), points },
        }),
      )
}

const timelineOf = (shown: MigrationResult): DrawnSeries[] =>
  observedPanels(shown).flatMap(({ title, unit, lines }) =>
    lines.map(
      ({ name = '', metric, file, points }): DrawnSeries => ({
        ...NOTHING,
        panel: title,
        series: name,
        unit,
        line: lineOf(shown.trial, metric, file, points),
      }),
    ),
  )

/** Throughput in every test that somebody ran. */
const byHand = ({ migration }: Analysis): DrawnSeries[] =>
  testsByHand(migration).map(
    ({ repetition, trial, source, points }): DrawnSeries => ({
      ...NOTHING,
      panel: say('chart.by-hand.title'),
      series: say('chart.by-hand.panel', { number: repetition }),
      unit: 'Mbit/s',
      line: { metric: 'migration.series.by-hand', trial, file: source, points },
    }),
  )

type OwnFigure =
  | Exclude<ExperimentFigure, BlockExperiment | `${BlockExperiment}-samples`>
  | 'network'
  | 'network-samples'

const OWN: Readonly<Record<OwnFigure, (analysis: Analysis) => DrawnSeries[]>> = {
  network: (analysis) => ofRatios(rowsOfCards(analysis)),
  'network-samples': ({ network }) => ofMetrics(metricsOfCards(network)),
  'network-costs': ({ network }) => ofMetrics(metricsOfCosts(network)),
  exits: ({ network }) => ofMetrics(metricsOfExits(network)),
  timeline,
  downtime: downtimes,
  pause: pauses,
  overlay: overlaid,
  matrix: cells,
  faults,
  'migrations-by-hand': byHand,
  failover,
}

/** Everything that the figures of the experiments draw of what was measured: bands, axes and names are none of it. */
export const seriesOf = (analysis: Analysis): Map<ExperimentFigure, DrawnSeries[]> =>
  new Map<ExperimentFigure, DrawnSeries[]>([
    ...BLOCK_EXPERIMENTS.flatMap((experiment): [ExperimentFigure, DrawnSeries[]][] => [
      [experiment, ofRatios(rowsOfRatios(experiment, analysis[experiment]))],
      [`${experiment}-samples`, ofMetrics(metricsOfSamples(analysis[experiment]))],
    ]),
    ...namesOf(OWN).map((id): [ExperimentFigure, DrawnSeries[]] => [id, OWN[id](analysis)]),
  ])
