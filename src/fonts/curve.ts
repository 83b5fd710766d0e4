import type { Contour } from './contour.ts'

export interface Point {
  x: number
  y: number
}

/** A piece of a contour: straight where nothing bends it. */
export interface Curve {
  from: Point
  control: Point | null
  to: Point
  /** What it stands for. */
  of: readonly Curve[]
}

/** Half-way between two points. */
const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** The pieces of a contour, points on it that are only implied included. */
export function curvesOf(contour: Contour): Curve[] {
  const start = contour.findIndex(({ on }) => on)
  const [first, last] = [contour[0], contour.at(-1)]
  if (first === undefined || last === undefined) return []
  const begin: Point = start < 0 ? middle(last, first) : (contour[start] ?? first)
  const rest = start < 0 ? contour : [...contour.slice(start + 1), ...contour.slice(0, start)]
  const curves: Curve[] = []
  let from = begin
  let control: Point | null = null
  const end = (to: Point) => {
    curves.push({ from, control, to, of: [] })
    from = to
    control = null
  }
  for (const point of rest) {
    if (point.on) end(point)
    else {
      if (control !== null) end(middle(control, point))
      control = point
    }
  }
  if (control !== null || from.x !== begin.x || from.y !== begin.y) end(begin)
  return curves
}

/** A point of a curve, from 0 at its beginning to 1 at its end. */
export const at = ({ from, control, to }: Curve, t: number): Point => {
  const via = control ?? middle(from, to)
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t]
  return { x: a * from.x + b * via.x + c * to.x, y: a * from.y + b * via.y + c * to.y }
}

const SAMPLES = [0.25, 0.5, 0.75, 1]
const STEPS = 12

/** Whether a piece lies nowhere further from another one than a distance. */
export function isNear(part: Curve, whole: Curve, distance: number): boolean {
  const line = Array.from({ length: STEPS + 1 }, (_, step) => at(whole, step / STEPS))
  return SAMPLES.every((t) => {
    const point = at(part, t)
    return line.some((from, step) => {
      const to = line[step + 1]
      return to !== undefined && toSegment(point, from, to) <= distance
    })
  })
}

/** How far a point is from a line between two others. */
export function toSegment(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length
  const t = Math.min(1, Math.max(0, along))
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy)
}
