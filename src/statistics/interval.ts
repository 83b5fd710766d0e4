/** A 95 % confidence interval. */
export interface Interval {
  low: number
  high: number
}

/** The least and the most of what was summarised. */
export interface Range {
  least: number
  most: number
}

/** An interval whose ends are further apart than by this factor tells nobody anything. */
export const WIDEST = 10

/** Whether an interval is too wide to inform: its ends differ by more than a factor of ten, or it begins at 0. */
export const isTooWide = ({ low, high }: Interval): boolean => high > low && !(low > 0 && high <= WIDEST * low)

export const rangeOf = (values: readonly number[]): Range => ({
  least: Math.min(...values),
  most: Math.max(...values),
})

/** The interval of a ratio the other way round. */
export const reciprocalInterval = ({ low, high }: Interval): Interval => ({ low: 1 / high, high: 1 / low })

/** An interval of logarithms as one of the values themselves. */
export const exponential = ({ low, high }: Interval): Interval => ({ low: Math.exp(low), high: Math.exp(high) })
