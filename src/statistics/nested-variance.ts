import { mean, sum } from 'simple-statistics'

/** What of the variance of values is held by each of the levels that they are nested in: 0 to 1, together 1. */
export interface NestedShares {
  outer: number
  /** With what values differ by within it, where no group of the middle level has two. */
  middle: number
  inner: number | null
}

const squares = (values: readonly number[]): number => {
  const centre = mean([...values])
  return sum(values.map((value) => (value - centre) ** 2))
}

/**
 * Shares of the variance by nested analysis of variance with random effects: mean squares held against what they are
 * expected to be with groups of unequal size (Searle, Casella and McCulloch, "Variance Components", 1992, 3.6 and 4.4; Sokal
 * and Rohlf, "Biometry", 10.3). An estimate below 0 is taken as 0.
 * @param groups values by outer and middle level, no group being empty
 * @returns null where there are no two outer groups, none of them has two middle ones, or all values are equal
 */
export function nestedShares(groups: readonly (readonly (readonly number[])[])[]): NestedShares | null {
  const [outer, middle] = [groups.length, groups.flat().length]
  const values = groups.flat(2)
  const all = values.length
  if (outer < 2 || middle <= outer) return null
  const sizes = groups.map((group) => ({ own: group.flat().length, within: group.map(({ length }) => length) }))
  const squaresOfSizes = sizes.map(({ within }) => sum(within.map((size) => size ** 2)))
  const inGroups = sum(groups.map((group) => squares(group.flat())))
  const inMiddle = sum(groups.flat().map(squares))
  const within = all > middle ? inMiddle / (all - middle) : 0
  const middleMean = (inGroups - inMiddle) / (middle - outer)
  const outerMean = (squares(values) - inGroups) / (outer - 1)
  const byOwnSize = sum(sizes.map(({ own }, i) => (squaresOfSizes[i] ?? 0) / own))
  const ofMiddle = Math.max(0, (middleMean - within) / ((all - byOwnSize) / (middle - outer)))
  const inOuter = (byOwnSize - sum(squaresOfSizes) / all) / (outer - 1)
  const perOuter = (all - sum(sizes.map(({ own }) => own ** 2)) / all) / (outer - 1)
  const ofOuter = Math.max(0, (outerMean - within - inOuter * ofMiddle) / perOuter)
  const total = ofOuter + ofMiddle + within
  if (!(total > 0)) return null
  return { outer: ofOuter / total, middle: ofMiddle / total, inner: all > middle ? within / total : null }
}
