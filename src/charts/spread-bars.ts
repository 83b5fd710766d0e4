import type { spreadOf } from '../findings/model/spread.ts'
import type { Text } from '../text/phrase.ts'
import { BY_MARK, COLOURS } from './theme.ts'

/** Widths of the bar of an interval, and of that of a range, which claims less. */
const INTERVAL_STROKE = 1.6
const RANGE_STROKE = 0.6

/** The bar of a spread as far as its axis reaches, and the ends at which it goes on beyond that. */
export interface Bar {
  thickness: number
  low: number | null
  high: number | null
  beyond: readonly ('low' | 'high')[]
}

const WHOLE: [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]

const NO_BAR: Bar = { thickness: RANGE_STROKE, low: null, high: null, beyond: [] }

function within(thickness: number, low: number, high: number, [from, to]: [number, number]): Bar {
  const clamp = (value: number): number => Math.min(to, Math.max(from, value))
  const beyond = [...(low < from ? ['low' as const] : []), ...(high > to ? ['high' as const] : [])]
  return { thickness, low: clamp(low), high: clamp(high), beyond }
}

export function barOf(spread: ReturnType<typeof spreadOf>, domain: [number, number]): Bar {
  switch (spread.kind) {
    case 'interval':
      return within(INTERVAL_STROKE, spread.interval.low, spread.interval.high, domain)
    case 'range':
    case 'too-scattered':
      return within(RANGE_STROKE, spread.range.least, spread.range.most, domain)
    case 'none-in-any':
    case 'no-interval':
      return NO_BAR
  }
}

/** The ends of a bar before an axis cuts it; none where there is no bar. */
export function endsOfBar(spread: ReturnType<typeof spreadOf>): number[] {
  const { low, high } = barOf(spread, WHOLE)
  return low === null || high === null ? [] : [low, high]
}

/** Arrowheads, which say that a bar goes on; what a reader can point at is the bar. */
function arrowheads<Row extends Bar & { tip?: Text }>(rows: readonly Row[]) {
  return rows.flatMap(({ low, high, beyond, thickness: _, tip: __, ...row }) =>
    beyond.map((end) => ({
      ...row,
      value: end === 'low' ? low : high,
      shape: end === 'low' ? 'triangle-left' : 'triangle-right',
    })),
  )
}

/** The bars of summaries, of an interval or the thin one of a range, as layers; an arrowhead where one goes on beyond its axis. */
export function spreadBars<Row extends Bar & { tip?: Text }, Encoding extends { x: object }>(
  summaries: readonly Row[],
  encoding: Encoding,
) {
  const heads = arrowheads(summaries)
  return [
    {
      data: { values: summaries.flatMap(({ beyond: _, ...row }) => (row.low === null ? [] : [row])) },
      mark: { type: 'rule' as const, color: COLOURS.ink },
      encoding: {
        ...encoding,
        x: { ...encoding.x, field: 'low' },
        x2: { field: 'high' },
        strokeWidth: { field: 'thickness', type: 'quantitative' as const, scale: null },
      },
    },
    ...(heads.length === 0
      ? []
      : [
          {
            data: { values: heads },
            mark: { type: 'point' as const, filled: true, size: 30, color: COLOURS.ink },
            encoding: { ...encoding, shape: BY_MARK.shape },
          },
        ]),
  ]
}

/** What is drawn of a summary besides its bar. */
export const withoutBar = <Row extends Bar>({ low: _, high: __, thickness: ___, beyond: ____, ...row }: Row) => row
