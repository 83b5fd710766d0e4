import type { Contour, OutlinePoint } from './contour.ts'
import { at, type Curve, curvesOf, isNear, type Point, toSegment } from './curve.ts'

/** A contour on a coarser grid, without points that are not seen to be missing there. */
export function simplified(contour: Contour, grid: number): Contour {
  const rounded = contour.map((point) => onGrid(point, grid))
  const apart = rounded.filter((point, index) => {
    const before = rounded.at(index - 1)
    return before === undefined || before.x !== point.x || before.y !== point.y || before.on !== point.on
  })
  if (apart.length < 3) return []
  const curves = joinedCurves(curvesOf(apart), grid)
  return pointsOf(curves, grid)
}

const onGrid = ({ x, y, on }: OutlinePoint, grid: number): OutlinePoint => ({
  x: Math.round(x / grid) * grid,
  y: Math.round(y / grid) * grid,
  on,
})

/** Neighbours of which one curve or one line is as good, by the grid. */
function joinedCurves(curves: readonly Curve[], grid: number): Curve[] {
  const joined: Curve[] = []
  for (const curve of curves) {
    const last = joined.at(-1)
    const one = last === undefined ? null : asOne(last, straightened(curve, grid), grid)
    if (one === null) joined.push(straightened(curve, grid))
    else joined[joined.length - 1] = one
  }
  return joined
}

/** What bends by less than the grid is straight. */
const straightened = (curve: Curve, grid: number): Curve =>
  curve.control !== null && toSegment(at(curve, 0.5), curve.from, curve.to) <= grid / 4
    ? { ...curve, control: null, of: [curve] }
    : curve

function asOne(a: Curve, b: Curve, grid: number): Curve | null {
  const of = [...(a.of.length > 0 ? a.of : [a]), ...(b.of.length > 0 ? b.of : [b])]
  const corner = crossing(a, b)
  if (corner === undefined) return null
  const control = corner === null ? null : onGrid({ ...corner, on: false }, grid)
  const one: Curve = { from: a.from, control, to: b.to, of }
  return of.every((part) => isNear(part, one, 0.75 * grid)) ? one : null
}

/** Where the tangents at both ends meet: the control of one curve for two; null for two lines in one direction. */
function crossing(a: Curve, b: Curve): Point | null | undefined {
  const [out, back] = [a.control ?? a.to, b.control ?? b.from]
  const [ax, ay] = [out.x - a.from.x, out.y - a.from.y]
  const [bx, by] = [b.to.x - back.x, b.to.y - back.y]
  const cross = ax * by - ay * bx
  const dot = ax * bx + ay * by
  if (dot <= 0 && Math.abs(cross) < 1e-9) return undefined
  if (a.control === null && b.control === null) return Math.abs(cross) <= 0.04 * dot ? null : undefined
  // A corner, or a curve that turns back, is no one curve.
  if (a.control === null || b.control === null || Math.abs(cross) < 1e-9 || !isSmooth(a, b)) return undefined
  const along = ((b.to.x - a.from.x) * by - (b.to.y - a.from.y) * bx) / cross
  const before = ((b.to.x - a.from.x) * ay - (b.to.y - a.from.y) * ax) / cross
  return along > 0 && before > 0 ? { x: a.from.x + along * ax, y: a.from.y + along * ay } : undefined
}

/** Whether two curves meet in one direction, but for rounding. */
function isSmooth({ control: before, to }: Curve, { control: after }: Curve): boolean {
  if (before === null || after === null) return false
  const [ax, ay, bx, by] = [to.x - before.x, to.y - before.y, after.x - to.x, after.y - to.y]
  return ax * bx + ay * by > 0 && Math.abs(ax * by - ay * bx) < 0.35 * (ax * bx + ay * by)
}

/** The points of pieces. Half-way between two that bend, a point on the curve is implied. */
function pointsOf(curves: readonly Curve[], grid: number): Contour {
  return curves.flatMap(({ from, control }, index): OutlinePoint[] => {
    const before = curves.at(index - 1)?.control
    const isImplied =
      index > 0 &&
      before != null &&
      control !== null &&
      Math.abs((before.x + control.x) / 2 - from.x) <= grid / 2 &&
      Math.abs((before.y + control.y) / 2 - from.y) <= grid / 2
    const start = isImplied ? [] : [onGrid({ ...from, on: true }, grid)]
    return control === null ? start : [...start, { ...control, on: false }]
  })
}
