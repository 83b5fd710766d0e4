import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import { Configuration } from '../data/schema.ts'
import { declared, EXPERIMENTS } from '../experiments/catalogue.ts'
import type { Analysis } from '../findings/analysis.ts'
import type { Drift } from '../findings/model/drift.ts'
import { labelOf } from '../findings/model/metric.ts'
import { joined, listed, say, type Text } from '../text/phrase.ts'
import { formatCount, formatInterval, formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { niceStep } from './scale.ts'
import { BY_MARK, COLOURS, COLUMN_WIDTH, CONFIG, markOf, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

const HEIGHT = 120
const LABELS = 28
const GAP = 20
/** Where the names of the marks begin below a plot, and how far one is from the next. */
const LEGEND = 42
const LEGEND_ROW = 13

interface Panel {
  title: Text
  section: Text
  drift: Drift
}

/** Whether the machine was the same throughout the run: the trials of each experiment over its course. */
export function driftFigure(analysis: Analysis): Unspoken<Figure> {
  const panels = EXPERIMENTS.flatMap((experiment): Panel[] => {
    const [drift] = analysis[experiment].drift
    const { main } = declared[experiment]
    return drift && main ? [{ title: main.title, section: say(`experiment.${experiment}`), drift }] : []
  })
  if (panels.length === 0) return { spec: null, reason: say('chart.drift.none') }
  const width = (COLUMN_WIDTH - LABELS - (panels.length - 1) * GAP - 8) / panels.length
  const domain = domainOf(panels.flatMap(({ drift }) => drift.points.map(({ ratio }) => 100 * ratio)))
  const trials = ({ drift }: Panel): Text => formatCount(drift.points.length, 'trial')
  const counts = panels.map((panel) => say('chart.drift.size', { count: trials(panel), section: panel.section }))
  return {
    spec: {
      config: CONFIG,
      spacing: GAP,
      hconcat: panels.map((panel, index) => panelOf(panel, width, domain, index === 0)),
    },
    n: say('chart.drift.n', { sizes: say('n', { n: listed(counts, 'list.clauses') }) }),
    description: joined(
      panels.map((panel) =>
        say('chart.drift.words', { title: panel.title, trials: trials(panel), factor: factorOf(panel.drift) }),
      ),
      ' ',
    ),
  }
}

function factorOf({ factor, interval }: Drift): Text {
  if (factor === null || !interval) return say('not-measured')
  return say('summary', {
    value: formatNumber(factor),
    range: say('interval', { interval: formatInterval(interval, 3, 1) }),
  })
}

/** Percent from the lowest to the highest mark and a little more, 100 in any case. */
function domainOf(percents: readonly number[]): [number, number] {
  const [low, high] = [Math.min(99, ...percents), Math.max(101, ...percents)]
  const room = 0.08 * (high - low)
  return [low - room, high + room]
}

/** Round percents within the domain. */
function ticksOf([low, high]: [number, number]): number[] {
  const step = niceStep((high - low) / 6)
  const first = Math.ceil(low / step)
  return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  )
}

/** The line through the logarithms, which leads through 1 at the middle of the times. */
function lineOf({ points, factor }: Drift, [from, to]: [number, number]): { minutes: number; percent: number }[] {
  if (factor === null || to === from) return []
  const middle = points.reduce((sum, { minutes }) => sum + minutes, 0) / points.length
  return Array.from({ length: 21 }, (_, step) => {
    const minutes = from + (step / 20) * (to - from)
    return { minutes, percent: 100 * factor ** ((minutes - middle) / (to - from)) }
  })
}

function panelOf(
  { title, drift }: Panel,
  width: number,
  domain: [number, number],
  first: boolean,
): Unspoken<LayerSpec<string>> {
  const minutes = drift.points.map((point) => point.minutes)
  const span: [number, number] = [Math.min(...minutes), Math.max(...minutes)]
  const room = Math.max(0.5, 0.04 * (span[1] - span[0]))
  const x = {
    field: 'minutes',
    type: 'quantitative' as const,
    scale: { domain: [span[0] - room, span[1] + room], nice: false, zero: false },
    axis: { title: say('chart.drift.minutes'), grid: false, tickCount: 5 },
  }
  const ticks = ticksOf(domain)
  const y = {
    field: 'percent',
    type: 'quantitative' as const,
    scale: { domain, nice: false, zero: false },
    axis: first ? { title: null, values: ticks, domain: false, ticks: false, grid: false, format: ',~r' } : null,
  }
  const points = drift.points.map(({ trial, configuration, minutes: at, ratio }) => ({
    minutes: at,
    percent: 100 * ratio,
    tip: tip(
      drift.title,
      say('tip.drift', {
        configuration: labelOf(configuration),
        share: formatQuantity(100 * ratio, '%', 4),
        time: formatQuantity(at, 'min'),
      }),
      trial,
    ),
    ...markOf({ warmup: false }, { configuration }),
  }))
  const configurations = Configuration.options.filter((one) =>
    drift.points.some(({ configuration }) => configuration === one),
  )
  const legend = configurations.map((configuration, index) => ({
    label: labelOf(configuration),
    row: HEIGHT + LEGEND + LEGEND_ROW * index,
    ...markOf({ warmup: false }, { configuration }),
  }))
  const point = { type: 'point' as const, size: 22, strokeWidth: 0.8, fillOpacity: 0.75 }
  return {
    title: { text: title, dx: first ? -LABELS : 0 },
    width,
    height: HEIGHT,
    layer: [
      // Panels without an axis of their own have its lines all the same.
      {
        data: { values: ticks.map((percent) => ({ percent })) },
        mark: { type: 'rule', strokeWidth: 0.6, color: COLOURS.hair },
        encoding: { y },
      },
      {
        data: { values: [{ percent: 100 }] },
        mark: { type: 'rule', strokeWidth: 0.9, strokeDash: [3, 2], color: COLOURS.quiet },
        encoding: { y },
      },
      {
        data: { values: lineOf(drift, span) },
        mark: { type: 'line', strokeWidth: 1.5, color: COLOURS.ink },
        encoding: { x, y },
      },
      { data: { values: points }, mark: point, encoding: { x, y, ...BY_MARK } },
      ...legend.map(({ row: at, label, ...mark }) => ({
        data: { values: [mark] },
        mark: { ...point, x: 4, y: at },
        encoding: { ...BY_MARK },
      })),
      ...legend.map(({ row: at, label }) => ({
        data: { values: [{}] },
        mark: {
          type: 'text' as const,
          x: 12,
          y: at,
          text: label,
          align: 'left' as const,
          baseline: 'middle' as const,
          fontSize: SMALL_SIZE,
          color: COLOURS.ink,
        },
      })),
    ],
  }
}
