import type { Analysis } from '../findings/analysis.ts'
import { joined, listed, say } from '../text/phrase.ts'
import { formatCount, formatNumber } from '../text/quantities.ts'
import type { Unspoken } from '../text/spoken.ts'
import type { Figure } from './figure.ts'
import { type ThroughputPanel, throughputPanels } from './throughput-panels.ts'

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
  return {
    spec: throughputPanels(tests.map(panelOf), {
      title: say('chart.by-hand.title'),
      axis: say('axis.of-test'),
      mostColumns: 4,
      pointSize: 8,
      fromS: 0,
    }),
    n: say('chart.by-hand.n', { n: formatCount(byHand.length, 'migration') }),
    description: say('chart.by-hand.words', { tests: listed(tests.map(inWords), 'list.clauses') }),
  }
}

function panelOf({ repetition, points }: Test): ThroughputPanel {
  const name = say('chart.by-hand.panel', { number: repetition })
  return { title: name, name, points }
}

function inWords({ repetition, points }: Test) {
  const values = points.map(({ value }) => value)
  return say('chart.by-hand.test', {
    number: repetition,
    least: formatNumber(Math.min(...values)),
    most: formatNumber(Math.max(...values)),
  })
}
