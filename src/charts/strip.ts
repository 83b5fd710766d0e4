import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Arm, Metric } from '../findings/model/metric.ts'
import { spreadClause, spreadOf } from '../findings/model/spread.ts'
import type { Measurement } from '../findings/reading/measurement.ts'
import { listed, say, type Text } from '../text/phrase.ts'
import { formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import { rowAxis, valueAxis } from './row-axes.ts'
import { type Extent, extentOf, reached } from './scale.ts'
import { type Bar, barOf, endsOfBar, spreadBars, withoutBar } from './spread-bars.ts'
import { BY_MARK, COLOURS, markOf, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

/** Height of the row of one configuration. */
const ROW = 26

/** Where in its row a summary stands, so that neither hides the other: samples lie above it. */
const BELOW = { datum: -0.7, type: 'quantitative' as const, scale: { domain: [-1, 1] } }

/** Room beside a panel for the names of the configurations and for the printed summaries. */
export const LABEL_WIDTH = 88
export const VALUE_WIDTH = 36

/** An axis with every sample of these arms, and with the ends of their bars that are near them. */
export function extentOfArms(arms: readonly Pick<Arm, 'samples' | 'summary'>[]): Extent {
  const values = arms.flatMap(({ samples }) => samples.map(({ value }) => value))
  const ends = arms.flatMap(({ summary }) => (summary === null ? [] : endsOfBar(spreadOf(summary))))
  return extentOf(values.length > 0 ? reached(values, ends) : [0, 1])
}

/** Whether the bar of some arm goes on beyond its axis. */
export const hasCut = (arms: readonly Pick<Arm, 'summary'>[], { domain }: Extent): boolean =>
  arms.some(({ summary }) => summary !== null && barOf(spreadOf(summary), domain).beyond.length > 0)

/**
 * One metric as rows, one a configuration: every sample as a point, warm-ups hollow, the summary over repetitions as a
 * tick on the bar of its interval, and in figures at the end of the row.
 */
export function stripPanel(metric: Metric, width: number, rowLabels: boolean): Unspoken<LayerSpec<string>> {
  const arms = metric.arms.filter((arm) => arm.samples.length > 0 || arm.notMeasured !== null)
  const labels = arms.map(({ label }) => label)
  const extent = extentOfArms(arms)
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
      ...spreadBars(summaries, { x, y, yOffset: BELOW }),
      {
        data: { values: told(summaries) },
        mark: { type: 'tick', orient: 'vertical', thickness: 1.6, size: 7, color: COLOURS.ink },
        encoding: { x, y, yOffset: BELOW },
      },
      {
        data: { values: told(summaries) },
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
  return count < 2 ? 0.4 : 0.85 - (index / (count - 1)) * 0.85
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

/**
 * Where a summary is drawn: the tick, the ends of its bar, and its number. Repetitions that are too scattered for an
 * interval have a thin bar for their range and no tick: there need be no sample anywhere near their mean.
 */
export function drawn(
  summary: NonNullable<Arm['summary']>,
  domain: [number, number],
): Bar & { value: number | null; text: Text } {
  const spread = spreadOf(summary)
  const isTold = spread.kind !== 'too-scattered'
  return {
    value: isTold ? summary.value : null,
    text: isTold ? formatNumber(summary.value) : '',
    ...barOf(spread, domain),
  }
}

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

/** Those with a tick and a number, without what only their bars need. */
export const told = <Row extends Bar & { value: number | null }>(summaries: readonly Row[]) =>
  summaries.filter(({ value }) => value !== null).map(withoutBar)
