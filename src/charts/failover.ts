import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import { RAW_FILES } from '../data/raw-files.ts'
import type { Analysis } from '../findings/analysis.ts'
import type { FailoverResult } from '../findings/failover/result.ts'
import type { Point } from '../findings/reading/windows.ts'
import { joined, say, type Text } from '../text/phrase.ts'
import { formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { extentOf } from './scale.ts'
import { COLOURS, CONFIG, SMALL_SIZE } from './theme.ts'
import { amountAxis, PANEL_WIDTH, timeAxis } from './timeline-axes.ts'
import { tip } from './tip.ts'

/** Of the time around the kill, s: checkpoints before it, the answers after it. */
const BEFORE_S = 4
const AFTER_S = 2

/** The failover that is shown: of those that a secondary survived, the one whose gap is the median, or the one above. */
export function shownFailover(failovers: readonly FailoverResult[]): FailoverResult | undefined {
  const survived = failovers
    .filter(({ configuration, resumed, gapMs }) => configuration === 'colo' && resumed && gapMs !== null)
    .toSorted((a, b) => (a.gapMs ?? 0) - (b.gapMs ?? 0))
  return survived[Math.floor(survived.length / 2)]
}

/** The time that is drawn of a failover, s after the kill. */
const domainOf = ({ course }: FailoverResult): [number, number] => [
  Math.max(course.fromS, -BEFORE_S),
  Math.min(course.toS, AFTER_S),
]

/** What is drawn of a failover over that time, from top to bottom. */
export function failoverPanels(
  shown: FailoverResult,
): { title: Text; unit: Text; metric: string; file: string; points: Point[] }[] {
  const [from, to] = domainOf(shown)
  const within = ({ s }: Point) => s >= from && s <= to
  return [
    {
      title: say('chart.failover.round-trips'),
      unit: 'ms',
      metric: 'round-trips',
      file: RAW_FILES.answered,
      points: shown.course.roundTrips.filter(within),
    },
    {
      title: say('chart.failover.records'),
      unit: '',
      metric: 'records',
      file: RAW_FILES.acknowledged,
      points: shown.course.records.filter(within),
    },
  ]
}

/** Section F: what the client saw of one failover, on one time axis with the checkpoints before it. */
export function failoverFigure({ failover }: Analysis): Unspoken<Figure> {
  const shown = shownFailover(failover.failovers)
  if (shown === undefined)
    return { spec: null, reason: joined(failover.notMeasured, ' ') || say('chart.failover.none') }
  const panels = failoverPanels(shown)
  return {
    spec: {
      config: CONFIG,
      spacing: 5,
      vconcat: panels.map((panel, i) => drawPanel(panel, shown, i === panels.length - 1)),
    },
    n: say('chart.failover.n', {
      number: shown.repetition,
      all: failover.failovers.filter(({ configuration }) => configuration === 'colo').length,
      error: formatNumber(shown.clockErrorMs + shown.killErrorMs),
    }),
    description: say('chart.failover.words', {
      first: formatQuantity(shown.firstAnswerMs ?? 0, 'ms'),
      notice: formatQuantity(shown.noticeMs, 'ms'),
    }),
  }
}

function drawPanel(
  { title, unit, points }: ReturnType<typeof failoverPanels>[number],
  shown: FailoverResult,
  last: boolean,
): Unspoken<LayerSpec<string>> {
  const { course, noticeMs } = shown
  const domain = domainOf(shown)
  const within = ({ s }: { s: number }) => s >= domain[0] && s <= domain[1]
  const values = points.map(({ value }) => value)
  // The numbers of records begin wherever the time that is drawn begins.
  const extent = extentOf(unit === '' ? values : [0, ...values])
  const x = timeAxis(domain, last, say('axis.after-kill'))
  const y = amountAxis(extent)
  const bands = course.checkpoints.filter(({ toS }) => toS >= domain[0])
  const marks = [
    { s: 0, text: say('chart.failover.killed') },
    { s: noticeMs / 1000, text: '' },
    ...(course.resumeS === null ? [] : [{ s: course.resumeS, text: '' }]),
  ].filter(within)
  return {
    title: {
      text: unit === '' ? title : say('chart.title-with-unit', { title, unit }),
      fontSize: SMALL_SIZE,
      offset: 3,
    },
    width: PANEL_WIDTH,
    height: last ? 44 : 70,
    layer: [
      {
        data: { values: bands.map(({ fromS, toS }) => ({ s: Math.max(fromS, domain[0]), end: toS })) },
        mark: { type: 'rect', color: COLOURS.stop },
        encoding: { x, x2: { field: 'end' } },
      },
      {
        data: { values: course.resumeS === null ? [] : [{ s: 0, end: Math.min(course.resumeS, domain[1]) }] },
        mark: { type: 'rect', color: COLOURS.band },
        encoding: { x, x2: { field: 'end' } },
      },
      {
        data: { values: marks },
        mark: { type: 'rule', strokeWidth: 0.8, strokeDash: [2, 2], color: COLOURS.ink },
        encoding: { x },
      },
      {
        data: {
          values: points.map((point) => ({
            ...point,
            tip: tip(
              title,
              say('tip.at', { value: formatQuantity(point.value, unit), time: formatQuantity(point.s, 's') }),
            ),
          })),
        },
        mark: { type: 'point', filled: true, size: 8, color: COLOURS.blue },
        encoding: { x, y },
      },
      {
        data: { values: last ? [] : marks.slice(0, 1) },
        mark: { type: 'text', y: -3, dx: 2, align: 'left', baseline: 'bottom', fontSize: SMALL_SIZE, fontWeight: 600 },
        encoding: { x, text: { field: 'text' } },
      },
    ],
  }
}
