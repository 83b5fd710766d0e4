import type { LayerSpec } from 'vega-lite/types_unstable/spec/index.js'
import type { Analysis } from '../findings/analysis.ts'
import { joined, listed, say } from '../text/phrase.ts'
import { formatCount, formatNumber, formatQuantity } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { type Extent, extentOf } from './scale.ts'
import { COLOURS, COLUMN_WIDTH, CONFIG, SMALL_SIZE } from './theme.ts'
import { tip } from './tip.ts'

const HEIGHT = 92
const LEFT = 28
const GAP = 10
const ROW_GAP = 8
/** Tests side by side: with more a panel would be too narrow for its title. */
const MOST_COLUMNS = 4
/** Fewer intervals are no course over time. */
const FEWEST = 2

/** A test of iperf that ran while a VM migrated. */
export interface Test {
  repetition: number
  trial: string
  /** The file that it is read from, in the run’s folder. */
  source: string
  points: { s: number; value: number }[]
}

/** Tests with a course, in the order of their migrations. */
export const testsByHand = ({ byHand }: Analysis['migration']): Test[] =>
  byHand.flatMap(({ repetition, streams }) =>
    streams
      .filter(({ intervals }) => intervals.length >= FEWEST)
      .map(
        ({ intervals, trial, source }): Test => ({
          repetition,
          trial,
          source,
          points: intervals.map(({ fromS, toS, bitsPerSecond }) => ({
            s: (fromS + toS) / 2,
            value: bitsPerSecond / 1e6,
          })),
        }),
      ),
  )

/** Section D by hand: what iperf says of the intervals of each test, on its own clock. */
export function migrationsByHandFigure({ migration }: Analysis): Unspoken<Figure> {
  const { byHand, notMeasured } = migration
  const tests = testsByHand(migration)
  if (tests.length === 0)
    return { spec: null, reason: (byHand.length === 0 && joined(notMeasured, ' ')) || say('chart.by-hand.none') }
  const points = tests.flatMap((test) => test.points)
  const extent = extentOf([0, ...points.map(({ value }) => value)])
  const domain: [number, number] = [0, Math.max(...points.map(({ s }) => s))]
  const columns = Math.min(MOST_COLUMNS, tests.length)
  const width = Math.floor((COLUMN_WIDTH - LEFT - (columns - 1) * GAP - 4) / columns)
  return {
    spec: {
      config: CONFIG,
      title: { text: say('chart.title-with-unit', { title: say('chart.by-hand.title'), unit: 'Mbit/s' }) },
      columns,
      spacing: { row: ROW_GAP, column: GAP },
      concat: tests.map((test, index) =>
        panel(test, extent, domain, width, {
          isFirst: index % columns === 0,
          isLowest: index + columns >= tests.length,
        }),
      ),
    },
    n: say('chart.by-hand.n', { n: formatCount(byHand.length, 'migration') }),
    description: say('chart.by-hand.words', { tests: listed(tests.map(inWords), 'list.clauses') }),
  }
}

function panel(
  { repetition, points }: Test,
  extent: Extent,
  domain: [number, number],
  width: number,
  { isFirst, isLowest }: { isFirst: boolean; isLowest: boolean },
): Unspoken<LayerSpec<string>> {
  const name = say('chart.by-hand.panel', { number: repetition })
  const x = {
    field: 's',
    type: 'quantitative' as const,
    scale: { domain, nice: false, zero: false },
    axis: {
      title: isLowest ? say('axis.of-test') : null,
      labels: isLowest,
      grid: false,
      tickCount: Math.max(3, Math.floor(width / 28)),
    },
  }
  const y = {
    field: 'value',
    type: 'quantitative' as const,
    scale: { domain: extent.domain, nice: false },
    axis: isFirst
      ? { values: extent.ticks, format: ',~r', title: null, domain: false, ticks: false, grid: false, minExtent: LEFT }
      : null,
  }
  const data = {
    values: points.map(({ s, value }) => ({
      s,
      value,
      tip: tip(name, say('tip.at', { value: formatQuantity(value, 'Mbit/s'), time: formatQuantity(s, 's') })),
    })),
  }
  return {
    title: { text: name, fontSize: SMALL_SIZE },
    width,
    height: HEIGHT,
    layer: [
      // Panels without an axis of their own have its lines all the same.
      {
        data: { values: extent.ticks.map((value) => ({ value })) },
        mark: { type: 'rule', strokeWidth: 0.6, color: COLOURS.hair },
        encoding: { y },
      },
      { data, mark: { type: 'line', strokeWidth: 0.8, color: COLOURS.blue }, encoding: { x, y } },
      { data, mark: { type: 'point', filled: true, size: 8, color: COLOURS.blue }, encoding: { x, y } },
    ],
  }
}

function inWords({ repetition, points }: Test) {
  const values = points.map(({ value }) => value)
  return say('chart.by-hand.test', {
    number: repetition,
    least: formatNumber(Math.min(...values)),
    most: formatNumber(Math.max(...values)),
  })
}
