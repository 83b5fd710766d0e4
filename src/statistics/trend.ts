import { linearRegression, mean, sum } from 'simple-statistics'
import type { Interval } from './interval.ts'
import { studentT95 } from './student-t.ts'

export interface Trend {
  /** Change of y for one of x. */
  slope: number
  /** Two-sided 95 %; null where no point is left over to judge the spread by. */
  interval: Interval | null
}

interface Point {
  x: number
  y: number
}

/** Points about the centre of their group. */
function centred(group: readonly Point[]): Point[] {
  if (group.length === 0) return []
  const [x, y] = [mean(group.map((point) => point.x)), mean(group.map((point) => point.y))]
  return group.map((point) => ({ x: point.x - x, y: point.y - y }))
}

/**
 * The slope that groups of different levels have in common: a straight line by least squares through the points, each
 * about the centre of its group. This is the slope of a regression with a level for every group (Frisch and Waugh,
 * "Partial time regressions as compared with individual trends", Econometrica 1, 1933), so a degree of freedom goes to
 * each level and one to the slope. The slope's standard error is the root of the residuals' variance over the sum of
 * squares of x (Kutner et al., Applied Linear Statistical Models, 5th edition, 2.1), the interval Student's.
 * @returns null where x is the same throughout each group
 */
export function pooledTrend(groups: readonly (readonly Point[])[]): Trend | null {
  const points = groups.flatMap(centred)
  const squares = sum(points.map(({ x }) => x * x))
  // What is left of equal x by rounding is no spread.
  if (!(squares > 1e-18 * sum(groups.flat().map(({ x }) => x * x)))) return null
  const { m: slope } = linearRegression(points.map(({ x, y }) => [x, y]))
  const degreesOfFreedom = points.length - groups.filter((group) => group.length > 0).length - 1
  if (degreesOfFreedom < 1) return { slope, interval: null }
  const variance = sum(points.map(({ x, y }) => (y - slope * x) ** 2)) / degreesOfFreedom
  const margin = studentT95(degreesOfFreedom) * Math.sqrt(variance / squares)
  return { slope, interval: { low: slope - margin, high: slope + margin } }
}
