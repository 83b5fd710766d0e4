import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import { namesOf } from '../experiments/names.ts'
import type { StreamProgram } from '../experiments/network-programs.ts'
import type { ExitCount } from '../experiments/stream-metrics.ts'
import type { Analysis } from '../findings/analysis.ts'
import type { Metric } from '../findings/model/metric.ts'
import { spreadOf } from '../findings/model/spread.ts'
import { joined, say, type Text } from '../text/phrase.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { legend } from './legend.ts'
import { rowAxis, valueAxis } from './row-axes.ts'
import { type Extent, extentOf, reached } from './scale.ts'
import { sizes } from './sizes.ts'
import { endsOfBar, spreadBars } from './spread-bars.ts'
import { summariesDrawn } from './statistics.ts'
import { drawn, hasCut, hasSummary, metricInWords, sampleTip, summaryTip, told } from './strip.ts'
import { BY_MARK, COLOURS, COLUMN_WIDTH, CONFIG, markOf } from './theme.ts'

const KINDS: Record<ExitCount, Text> = {
  exitsPerMegabyte: say('chart.exits.exits-of-every-kind'),
  memoryExitsPerMegabyte: say('chart.exits.memory'),
  portExitsPerMegabyte: say('chart.exits.port'),
  msrExitsPerMegabyte: say('chart.exits.msr-accesses'),
  haltExitsPerMegabyte: say('chart.exits.halt'),
  interruptExitsPerMegabyte: say('chart.exits.interrupt'),
  windowExitsPerMegabyte: say('chart.exits.interrupt-window'),
  otherExitsPerMegabyte: say('chart.exits.other'),
}

const DIRECTIONS: Record<StreamProgram, Text> = {
  'iperf3-to-vm': say('chart.exits.to-vm'),
  'iperf3-from-vm': say('chart.exits.from-vm'),
}

const ROW = 38
const LABELS = 116
/** The names of the cards stand between a title and its plot. */
const TITLE_OFFSET = 18
const LEGEND_OFFSET = 5
const GAP = 22
const WIDTH = (COLUMN_WIDTH - LABELS - GAP) / 2

/** A count of a stream that the figure shows. */
interface Row {
  kind: ExitCount
  direction: StreamProgram
  metric: Metric
}

/** From top to bottom, in the one panel and the other; none of what was not measured. */
const rowsOf = ({ metrics }: Analysis['network']): Row[] =>
  namesOf(DIRECTIONS).flatMap((direction) =>
    namesOf(KINDS).flatMap((kind) => {
      const metric = metrics.find(({ id }) => id === `${direction}.${kind}`)
      return metric !== undefined && hasSummary(metric) ? [{ kind, direction, metric }] : []
    }),
  )

/** What the figure shows. */
export const metricsOfExits = (network: Analysis['network']): Metric[] => rowsOf(network).map(({ metric }) => metric)

/** Section C: exits of the VM for each megabyte carried, by kind. */
export function exitsFigure({ network }: Analysis): Unspoken<Figure> {
  const shown = rowsOf(network)
  const metrics = shown.map(({ metric }) => metric)
  if (metrics.length === 0) {
    return { spec: null, reason: joined(network.notMeasured, ' ') || say('chart.exits.none') }
  }
  const arms = metrics.flatMap((metric) => metric.arms)
  const values = arms.flatMap(({ samples }) => samples.map(({ value }) => value))
  const ends = arms.flatMap(({ summary }) => (summary === null ? [] : endsOfBar(spreadOf(summary))))
  // Counts may be 0, which a logarithmic axis can't show: values below its start stand at its start.
  const positive = values.filter((value) => value > 0)
  const extent = extentOf(positive.length > 0 ? reached(positive, ends) : [0, 1])
  const hasZero = extent.type === 'log' && positive.length < values.length
  const directions = namesOf(DIRECTIONS).filter((name) => shown.some(({ direction }) => direction === name))
  const kinds = namesOf(KINDS).filter((name) => shown.some(({ kind }) => kind === name))
  return {
    spec: {
      config: CONFIG,
      spacing: GAP,
      hconcat: directions.map((direction, index) =>
        panel(
          DIRECTIONS[direction],
          shown.filter((row) => row.direction === direction),
          kinds,
          extent,
          index === 0,
        ),
      ),
    },
    n: joined(
      [
        say('chart.exits.n', { summaries: summariesDrawn(metrics, hasCut(arms, extent)), sizes: sizes(metrics) }),
        ...(hasZero ? [say('chart.exits.zero')] : []),
      ],
      ' ',
    ),
    description: joined(metrics.map(metricInWords), ' '),
  }
}

/** Where the marks of a card stand in a row, from 1 at its top to -1: samples above their bar. */
const LANES: readonly { samples: number; bar: number }[] = [
  { samples: 0.75, bar: 0.35 },
  { samples: -0.25, bar: -0.65 },
]

/** What the cards are, above the first panel: its names take the room on the left. */
const LEGEND = { x: -LABELS, y: -8, slot: LABELS }

function panel(
  title: Text,
  shown: readonly Row[],
  kinds: readonly ExitCount[],
  extent: Extent,
  first: boolean,
): Unspoken<LayerSpec<string>> {
  const [least] = extent.domain
  const labels = kinds.map((kind) => KINDS[kind])
  const rows = shown.flatMap(({ kind, metric }) =>
    metric.arms.map((arm, index) => ({ arm, metric, label: KINDS[kind], lane: LANES[index % LANES.length] })),
  )
  const x = valueAxis(extent, say('axis.exits-per-megabyte'))
  const y = rowAxis('label', labels, first)
  const yOffset = { field: 'offset', type: 'quantitative' as const, scale: { domain: [-1, 1] } }
  const at = (value: number) => Math.max(value, least)
  const summaries = rows.flatMap(({ arm: { summary, label: name }, metric, label, lane }) =>
    summary === null
      ? []
      : [
          {
            label,
            offset: lane?.bar ?? 0,
            tip: summaryTip(metric, name, summary),
            ...drawn(summary, extent.domain),
          },
        ],
  )
  const cards = [...new Map(rows.map(({ arm }) => [arm.configuration, arm])).values()]
  return {
    title: { text: title, offset: first ? LEGEND_OFFSET : TITLE_OFFSET },
    width: WIDTH,
    height: ROW * labels.length,
    layer: [
      {
        data: {
          values: rows.flatMap(({ arm, metric, label, lane }) =>
            arm.samples.map((sample) => ({
              label,
              offset: lane?.samples ?? 0,
              value: at(sample.value),
              tip: sampleTip(metric, arm, sample),
              ...markOf(sample, arm),
            })),
          ),
        },
        mark: { type: 'point', size: 15, strokeWidth: 0.8, fillOpacity: 0.55 },
        encoding: { x, y, yOffset, ...BY_MARK },
      },
      ...spreadBars(summaries, { x, y, yOffset }),
      {
        data: {
          values: told(summaries).map(({ value, ...row }) => ({ ...row, value: at(value ?? least) })),
        },
        mark: { type: 'tick', orient: 'vertical', thickness: 1.6, size: 7, color: COLOURS.ink },
        encoding: { x, y, yOffset },
      },
      ...(first
        ? legend(
            cards.map((arm) => ({ label: arm.label, ...markOf({ warmup: false }, arm) })),
            LEGEND,
          )
        : []),
    ],
  }
}
