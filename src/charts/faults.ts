import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import { cellName } from '../findings/matrix/cell-name.ts'
import { boundsOf, type FaultLatency, timedIn } from '../findings/matrix/fault-latency.ts'
import { type Timed, timedCells } from '../findings/matrix/faults-finding.ts'
import { listed, say, type Text } from '../text/phrase.ts'
import { formatCount, formatQuantity, formatWhole } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { valueAxis } from './row-axes.ts'
import { decadesOf, extentOf } from './scale.ts'
import { COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

const LABELS = 44
const WIDTH = COLUMN_WIDTH - LABELS
const HEIGHT = 56
/** Of migrations that stand one on the other. */
const FILLS = [COLOURS.blue, COLOURS.sky] as const
/** Of the axis of counts, which is short. */
const STEPS = 3
/** Times without a lower bound have no place on a logarithmic axis: a power of two stands for what is below it. */
const SHORTEST_MS = 0.001

/** The migrations of which something is drawn, by setting and workload. */
export const drawnFaults = ({ matrix }: Pick<Analysis, 'matrix'>): Map<Text, Timed[]> =>
  Map.groupBy(
    timedCells(matrix.cells).filter(({ faults }) => timedIn(faults) > 0),
    (cell) => cellName(cell),
  )

/** The places of `buckets` in which pages are. */
export const filledPlaces = ({ buckets }: FaultLatency): number[] =>
  buckets.flatMap((count, place) => (count > 0 ? [place] : []))

/** Where a place begins and ends on the axis, ms. */
function edges(place: number, faults: FaultLatency): [number, number] {
  const { fromMs, toMs } = boundsOf(place, faults)
  const from = Math.max(SHORTEST_MS, fromMs)
  return [from, toMs ?? 2 * from]
}

/** How long pages took that a place holds: `4.10 ms to 8.19 ms`. */
export function placeName(place: number, faults: FaultLatency): Text {
  const { fromMs, toMs } = boundsOf(place, faults)
  const from = formatQuantity(fromMs, 'ms')
  return toMs === null
    ? say('D.waits.or-more', { from })
    : say('range', { low: from, high: formatQuantity(toMs, 'ms') })
}

/** Section D: how many pages were waited for how long in post-copy, a panel for each setting and workload. */
export function faultsFigure(analysis: Analysis): Unspoken<Figure> {
  const groups = drawnFaults(analysis)
  const cells = [...groups.values()].flat()
  if (cells.length === 0) {
    const isTimed = timedCells(analysis.matrix.cells).length > 0
    return { spec: null, reason: say(isTimed ? 'chart.faults.no-waits' : 'chart.faults.none') }
  }
  const ends = cells.flatMap(({ faults }) => filledPlaces(faults).flatMap((place) => edges(place, faults)))
  const domain: [number, number] = [Math.min(...ends), Math.max(...ends)]
  return {
    spec: {
      config: CONFIG,
      spacing: 8,
      vconcat: [...groups].map(([name, group], index) => panel(name, group, domain, index === groups.size - 1)),
    },
    n: say('chart.faults.n', { n: formatCount(cells.length, 'migration') }),
    description: listed(
      cells.map((cell) =>
        say('tip.sample', {
          configuration: cellName(cell),
          value: listed(
            filledPlaces(cell.faults).map((place) =>
              say('chart.faults.place', {
                time: placeName(place, cell.faults),
                count: formatWhole(cell.faults.buckets[place] ?? 0),
              }),
            ),
          ),
        }),
      ),
      'list.clauses',
    ),
  }
}

/** Counts of one migration on those of the one before it. */
function panel(
  name: Text,
  group: readonly Timed[],
  domain: [number, number],
  last: boolean,
): Unspoken<LayerSpec<string>> {
  const height = new Map<number, number>()
  const pieces = group.flatMap((cell, index) =>
    filledPlaces(cell.faults).map((place) => {
      const count = cell.faults.buckets[place] ?? 0
      const below = height.get(place) ?? 0
      height.set(place, below + count)
      const [fromMs, toMs] = edges(place, cell.faults)
      return {
        fromMs,
        toMs,
        value: below,
        end: below + count,
        fill: FILLS[index % FILLS.length],
        tip: tip(
          say('chart.faults.place', { time: placeName(place, cell.faults), count: formatWhole(count) }),
          cell.trial,
        ),
      }
    }),
  )
  const time = valueAxis(decadesOf(domain), last ? say('chart.faults.axis') : null)
  const counts = valueAxis(extentOf([0, ...height.values()], STEPS), null)
  return {
    title: { text: name, fontSize: SMALL_SIZE, offset: 3 },
    width: WIDTH,
    height: HEIGHT,
    layer: [
      {
        data: { values: pieces },
        // Of a few pages among many a line is left.
        mark: { type: 'bar', strokeWidth: 0.6 },
        encoding: {
          x: { ...time, field: 'fromMs' },
          x2: { field: 'toMs' },
          y: { ...counts, axis: { ...counts.axis, minExtent: LABELS - 4 } },
          y2: { field: 'end' },
          fill: { field: 'fill', type: 'nominal', scale: null },
          stroke: { field: 'fill', type: 'nominal', scale: null },
        },
      },
    ],
  }
}
