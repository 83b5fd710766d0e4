import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Arm, Metric } from '../findings/model/metric.ts'
import { spreadClause, spreadOf } from '../findings/model/spread.ts'
import type { Measurement } from '../findings/reading/measurement.ts'
import { listed, say, type Text } from '../text/phrase.ts'
import { formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import { rowAxis, valueAxis } from './row-axes.ts'
import { extentOf } from './scale.ts'
import { BY_MARK, COLOURS, markOf, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

/** Height of the row of one configuration. */
const ROW = 22

/** Where in its row a summary stands, so that it hides no sample. */
const BELOW = { datum: -0.62, type: 'quantitative' as const, scale: { domain: [-1, 1] } }

/** Room beside a panel for the names of the configurations and for the printed summaries. */
export const LABEL_WIDTH = 84
export const VALUE_WIDTH = 34

/**
 * One metric as rows, one a configuration: every sample as a point, warm-ups hollow, the summary over repetitions as a
 * tick on the bar of its interval, and in figures at the end of the row.
 */
export function stripPanel(metric: Metric, width: number, rowLabels: boolean): Unspoken<LayerSpec<string>> {
  const arms = metric.arms.filter((arm) => arm.samples.length > 0 || arm.notMeasured !== null)
  const labels = arms.map(({ label }) => label)
  const values = arms.flatMap(({ samples }) => samples.map(({ value }) => value))
  const extent = extentOf(values.length > 0 ? values : [0, 1])
  const x = valueAxis(extent, null)
  const y = rowAxis('label', labels, rowLabels)
  const points = arms.flatMap((arm) => {
    const trials = [...new Set(arm.samples.map(({ trial }) => trial))]
    return arm.samples.map((sample) => ({
      value: sample.value,
      label: arm.label,
      offset: spread(trials.indexOf(sample.trial), trials.length),
      tip: sampleTip(metric, arm, sample),
      ...markOf(sample, arm),
    }))
  })
  const summaries = arms.flatMap(({ summary, label }) =>
    summary === null ? [] : [{ label, tip: summaryTip(metric, label, summary), ...drawn(summary, extent.domain) }],
  )
  const missing = arms
    .filter(({ summary }) => summary === null)
    .map(({ label }) => ({ label, text: say('not-measured') }))
  return {
    title: {
      text:
        metric.unit === '' ? metric.title : say('chart.title-with-unit', { title: metric.title, unit: metric.unit }),
      dx: rowLabels ? -LABEL_WIDTH : 0,
    },
    width,
    height: ROW * labels.length,
    layer: [
      {
        data: { values: points },
        mark: { type: 'point', size: 15, strokeWidth: 0.8, fillOpacity: 0.55 },
        encoding: { x, y, yOffset: { field: 'offset', type: 'quantitative', scale: { domain: [-1, 1] } }, ...BY_MARK },
      },
      spreadBars(summaries, { x, y, yOffset: BELOW }),
      {
        data: { values: summaries.filter(({ value }) => value !== null) },
        mark: { type: 'tick', orient: 'vertical', thickness: 1.6, size: 8, color: COLOURS.ink },
        encoding: { x, y, yOffset: BELOW },
      },
      {
        data: { values: summaries },
        mark: { type: 'text', align: 'right', baseline: 'middle', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { x: { value: width + VALUE_WIDTH }, y, text: { field: 'text' } },
      },
      ...(missing.length === 0
        ? []
        : [
            {
              data: { values: missing },
              mark: {
                type: 'text' as const,
                align: 'left' as const,
                baseline: 'middle' as const,
                fontSize: SMALL_SIZE,
                color: COLOURS.quiet,
                fontStyle: 'italic',
              },
              encoding: { x: { value: 4 }, y, text: { field: 'text' } },
            },
          ]),
    ],
  }
}

/** Points of one repetition lie on one line of the row, those of the next a little lower; the summary below all. */
function spread(index: number, count: number): number {
  return count < 2 ? 0.3 : 0.7 - (index / (count - 1)) * 0.8
}

/** One sample in words. Values are the measured ones, also where an axis ends before them. */
export function sampleTip(
  { title, unit }: Pick<Metric, 'title' | 'unit'>,
  { label }: Pick<Arm, 'label'>,
  { value, trial, warmup }: Measurement,
): Text {
  const sample = say('tip.sample', { configuration: label, value: formatQuantity(value, unit) })
  return tip(title, sample, warmup ? say('tip.warm-up', { trial }) : trial)
}

/** A summary over repetitions in words. */
export function summaryTip(
  { title, unit }: Pick<Metric, 'title' | 'unit'>,
  label: Text,
  summary: NonNullable<Arm['summary']>,
): Text {
  const named = say('tip.summary', {
    statistic: say(`statistic.${summary.statistic}`),
    configuration: label,
    value: formatQuantity(summary.value, unit),
  })
  return tip(title, named, spreadClause(spreadOf(summary)))
}

/** Widths of the bar of an interval, and of that of a range, which claims less. */
const INTERVAL_STROKE = 1.6
const RANGE_STROKE = 0.6

/**
 * Where a summary is drawn: the tick, the ends of its bar, and its number. Repetitions that are too scattered for an
 * interval have a thin bar for their range and no tick: there need be no sample anywhere near their mean.
 */
export function drawn(summary: NonNullable<Arm['summary']>, domain: [number, number]) {
  const spread = spreadOf(summary)
  const text = formatNumber(summary.value)
  switch (spread.kind) {
    case 'interval': {
      const { low, high } = spread.interval
      const ends = { low: clamp(low, domain), high: clamp(high, domain) }
      return { value: summary.value, text, stroke: INTERVAL_STROKE, ...ends }
    }
    case 'range':
    case 'too-scattered': {
      const { least, most } = spread.range
      const value = spread.kind === 'range' ? summary.value : null
      const ends = { low: clamp(least, domain), high: clamp(most, domain) }
      return { value, text: value === null ? '' : text, stroke: RANGE_STROKE, ...ends }
    }
    case 'none-in-any':
    case 'no-interval':
      return { value: summary.value, text, stroke: RANGE_STROKE, low: null, high: null }
  }
}

/** The bars of summaries as they are drawn: of an interval, or the thin one of a range. */
export const spreadBars = <Row extends { low: number | null }, Encoding extends { x: object }>(
  summaries: readonly Row[],
  encoding: Encoding,
) => ({
  data: { values: summaries.filter(({ low }) => low !== null) },
  mark: { type: 'rule' as const, color: COLOURS.ink },
  encoding: {
    ...encoding,
    x: { ...encoding.x, field: 'low' },
    x2: { field: 'high' },
    strokeWidth: { field: 'stroke', type: 'quantitative' as const, scale: null },
  },
})

const clamp = (value: number, [low, high]: [number, number]): number => Math.min(high, Math.max(low, value))

export function hasSummary(metric: Metric): boolean {
  return metric.arms.some(({ summary }) => summary !== null)
}

/** `Shell loop (geometric mean): 90 ms with -enable-kvm, 3120 ms without.` for readers who can't see the chart. */
export function metricInWords(metric: Metric): Text {
  const arms = metric.arms.map(({ label, summary }) =>
    summary === null
      ? say('chart.arm-not-measured', { configuration: label })
      : say('chart.arm', { value: formatNumber(summary.value), unit: metric.unit, configuration: label }),
  )
  const statistic = metric.arms.find(({ summary }) => summary !== null)?.summary?.statistic
  const values = listed(arms)
  return statistic === undefined
    ? say('chart.metric', { title: metric.title, values })
    : say('chart.metric.summary', { title: metric.title, statistic: say(`statistic.${statistic}`), values })
}
