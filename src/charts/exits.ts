import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import { namesOf } from '../experiments/names.ts'
import type { StreamProgram } from '../experiments/network.ts'
import type { ExitCount } from '../experiments/stream-metrics.ts'
import type { Analysis } from '../findings/analysis.ts'
import type { Metric } from '../findings/model/metric.ts'
import { joined, say, type Text } from '../text/phrase.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { rowAxis, valueAxis } from './row-axes.ts'
import { extentOf } from './scale.ts'
import { sizes } from './sizes.ts'
import { summariesDrawn } from './statistics.ts'
import { drawn, hasSummary, metricInWords, sampleTip, spreadBars, summaryTip } from './strip.ts'
import { BY_MARK, COLOURS, COLUMN_WIDTH, CONFIG, MARKS, markOf, SMALL_SIZE } from './theme.ts'

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

const ROW = 30
const LABELS = 112
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
  const values = metrics.flatMap(({ arms }) => arms.flatMap(({ samples }) => samples.map(({ value }) => value)))
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
          values,
          index === 0,
        ),
      ),
    },
    n: say('chart.exits.n', { summaries: summariesDrawn(metrics), sizes: sizes(metrics) }),
    description: joined(metrics.map(metricInWords), ' '),
  }
}

function panel(
  title: Text,
  shown: readonly Row[],
  kinds: readonly ExitCount[],
  all: readonly number[],
  first: boolean,
): Unspoken<LayerSpec<string>> {
  // Counts may be 0, which a logarithmic axis can't show: values below its start stand at its start.
  const positive = all.filter((value) => value > 0)
  const extent = extentOf(positive.length > 0 ? positive : [0, 1])
  const [least] = extent.domain
  const labels = kinds.map((kind) => KINDS[kind])
  const rows = shown.flatMap(({ kind, metric }) => metric.arms.map((arm) => ({ arm, metric, label: KINDS[kind] })))
  const cards = [...new Set(rows.map(({ arm }) => arm.configuration))]
  const offset = { field: 'card', type: 'nominal' as const, scale: { domain: cards, paddingOuter: 0.15 } }
  const x = valueAxis(extent, say('axis.exits-per-megabyte'))
  const y = rowAxis('label', labels, first)
  const at = (value: number) => Math.max(value, least)
  const summaries = rows.flatMap(({ arm: { summary, configuration, label: name }, metric, label }) =>
    summary === null
      ? []
      : [{ label, card: configuration, tip: summaryTip(metric, name, summary), ...drawn(summary, extent.domain) }],
  )
  const named = rows
    .filter(({ label, arm }) => label === labels[0] && arm.summary !== null)
    .map(({ arm, label }) => ({
      label,
      card: arm.configuration,
      text: arm.label,
      value: at(Math.max(...arm.samples.map(({ value }) => value))),
    }))
  return {
    title: { text: title },
    width: WIDTH,
    height: ROW * labels.length,
    layer: [
      {
        data: {
          values: rows.flatMap(({ arm, metric, label }) =>
            arm.samples.map((sample) => ({
              label,
              card: arm.configuration,
              value: at(sample.value),
              tip: sampleTip(metric, arm, sample),
              ...markOf(sample, arm),
            })),
          ),
        },
        mark: { type: 'point', size: 15, strokeWidth: 0.8, fillOpacity: 0.55 },
        encoding: { x, y, yOffset: offset, ...BY_MARK },
      },
      spreadBars(summaries, { x, y, yOffset: offset }),
      {
        data: { values: summaries.flatMap((one) => (one.value === null ? [] : [{ ...one, value: at(one.value) }])) },
        mark: { type: 'tick', orient: 'vertical', thickness: 1.6, size: 10, color: COLOURS.ink },
        encoding: { x, y, yOffset: offset },
      },
      {
        data: { values: named },
        mark: { type: 'text', align: 'right', dx: -34, baseline: 'middle', fontSize: SMALL_SIZE },
        encoding: {
          x,
          y,
          yOffset: offset,
          text: { field: 'text' },
          color: {
            field: 'card',
            type: 'nominal',
            legend: null,
            scale: { domain: cards, range: cards.map((card) => MARKS[card].colour) },
          },
        },
      },
    ],
  }
}
