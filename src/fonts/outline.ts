/** A point of a TrueType outline: on its curve, or what bends it. */
interface OutlinePoint {
  x: number
  y: number
  on: boolean
}

export type Contour = readonly OutlinePoint[]

const ON = 1
const X_SHORT = 2
const Y_SHORT = 4
const REPEAT = 8
/** Positive where the delta is short, the same as before where it is not. */
const X_SAME = 16
const Y_SAME = 32
/** The first point of a glyph: contours overlap. */
const OVERLAP = 64

const ARGS_ARE_WORDS = 1
const ARGS_ARE_XY = 2
const SCALE = 8
const MORE = 32
const XY_SCALE = 64
const TWO_BY_TWO = 128

/**
 * The contours of a glyph; those of a composite one are put together.
 * @param dataOf bytes of a glyph by its number
 */
export function contoursOf(glyph: number, dataOf: (glyph: number) => Buffer): Contour[] {
  const data = dataOf(glyph)
  if (data.length === 0) return []
  const count = data.readInt16BE(0)
  return count < 0 ? composite(data, dataOf) : simple(data, count)
}

function simple(data: Buffer, count: number): Contour[] {
  const ends = Array.from({ length: count }, (_, index) => data.readUInt16BE(10 + 2 * index))
  const points = (ends.at(-1) ?? -1) + 1
  let at = 10 + 2 * count
  at += 2 + data.readUInt16BE(at)
  const flags: number[] = []
  while (flags.length < points) {
    const flag = data.readUInt8(at++)
    const times = flag & REPEAT ? data.readUInt8(at++) : 0
    for (let index = 0; index <= times; index += 1) flags.push(flag)
  }
  const coordinates = (short: number, same: number): number[] => {
    let value = 0
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? data.readUInt8(at++) : -data.readUInt8(at++)
      else if (!(flag & same)) {
        value += data.readInt16BE(at)
        at += 2
      }
      return value
    })
  }
  const xs = coordinates(X_SHORT, X_SAME)
  const ys = coordinates(Y_SHORT, Y_SAME)
  const all = flags.map(
    (flag, index): OutlinePoint => ({ x: xs[index] ?? 0, y: ys[index] ?? 0, on: (flag & ON) !== 0 }),
  )
  return ends.map((end, index) => all.slice((ends[index - 1] ?? -1) + 1, end + 1))
}

function composite(data: Buffer, dataOf: (glyph: number) => Buffer): Contour[] {
  const contours: Contour[] = []
  let at = 10
  let flags = MORE
  const fraction = () => {
    at += 2
    return data.readInt16BE(at - 2) / 0x4000
  }
  while (flags & MORE) {
    flags = data.readUInt16BE(at)
    const part = data.readUInt16BE(at + 2)
    if (!(flags & ARGS_ARE_XY)) throw new Error('a glyph is placed by points of another')
    const [dx, dy] =
      flags & ARGS_ARE_WORDS
        ? [data.readInt16BE(at + 4), data.readInt16BE(at + 6)]
        : [data.readInt8(at + 4), data.readInt8(at + 5)]
    at += flags & ARGS_ARE_WORDS ? 8 : 6
    let [a, b, c, d] = [1, 0, 0, 1]
    if (flags & SCALE) {
      a = fraction()
      d = a
    } else if (flags & XY_SCALE) {
      a = fraction()
      d = fraction()
    } else if (flags & TWO_BY_TWO) {
      a = fraction()
      b = fraction()
      c = fraction()
      d = fraction()
    }
    const place = ({ x, y, on }: OutlinePoint): OutlinePoint => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, on })
    contours.push(...contoursOf(part, dataOf).map((contour) => contour.map(place)))
  }
  return contours
}

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

interface Point {
  x: number
  y: number
}

/** A piece of a contour: straight where nothing bends it. */
interface Curve {
  from: Point
  control: Point | null
  to: Point
  /** What it stands for. */
  of: readonly Curve[]
}

const middle = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 })

/** The pieces of a contour, points on it that are only implied included. */
function curvesOf(contour: Contour): Curve[] {
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

const at = ({ from, control, to }: Curve, t: number): Point => {
  const via = control ?? middle(from, to)
  const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t * t]
  return { x: a * from.x + b * via.x + c * to.x, y: a * from.y + b * via.y + c * to.y }
}

const SAMPLES = [0.25, 0.5, 0.75, 1]
const STEPS = 12

function isNear(part: Curve, whole: Curve, distance: number): boolean {
  const line = Array.from({ length: STEPS + 1 }, (_, step) => at(whole, step / STEPS))
  return SAMPLES.every((t) => {
    const point = at(part, t)
    return line.some((from, step) => {
      const to = line[step + 1]
      return to !== undefined && toSegment(point, from, to) <= distance
    })
  })
}

function toSegment(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const length = dx * dx + dy * dy
  const along = length === 0 ? 0 : ((point.x - from.x) * dx + (point.y - from.y) * dy) / length
  const t = Math.min(1, Math.max(0, along))
  return Math.hypot(point.x - from.x - t * dx, point.y - from.y - t * dy)
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

/** What `head`, `hhea` and `maxp` say of a glyph. */
export interface Extent {
  left: number
  right: number
  top: number
  bottom: number
}

/** A glyph as its font file has it; one without contours is empty. */
export function glyphData(contours: readonly Contour[]): { data: Buffer; extent: Extent | null } {
  const points = contours.flat()
  if (points.length === 0) return { data: Buffer.alloc(0), extent: null }
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const extent = { left: Math.min(...xs), right: Math.max(...xs), bottom: Math.min(...ys), top: Math.max(...ys) }
  const head: number[] = []
  const word = (value: number) => head.push((value >> 8) & 0xff, value & 0xff)
  for (const value of [contours.length, extent.left, extent.bottom, extent.right, extent.top]) word(value)
  let end = -1
  for (const contour of contours) {
    end += contour.length
    word(end)
  }
  // No instructions: nothing that is printed or shown on today's screens follows any.
  word(0)
  const across = deltas(xs, X_SHORT, X_SAME)
  const upward = deltas(ys, Y_SHORT, Y_SAME)
  const flags: number[] = []
  let times = 0
  let last = -1
  for (const [index, { on }] of points.entries()) {
    const flag = (on ? ON : 0) | (across.flags[index] ?? 0) | (upward.flags[index] ?? 0) | (index === 0 ? OVERLAP : 0)
    if (flag === last && times < 255) {
      times += 1
      if (times === 1) {
        flags[flags.length - 1] = flag | REPEAT
        flags.push(1)
      } else flags[flags.length - 1] = times
    } else {
      flags.push(flag)
      last = flag
      times = 0
    }
  }
  const bytes = [...head, ...flags, ...across.bytes, ...upward.bytes]
  // Glyphs begin at even places.
  return { data: Buffer.from(bytes.length % 2 === 0 ? bytes : [...bytes, 0]), extent }
}

function deltas(values: readonly number[], short: number, same: number): { flags: number[]; bytes: number[] } {
  const bytes: number[] = []
  const flags = values.map((value, index) => {
    const delta = value - (values[index - 1] ?? 0)
    if (delta === 0) return same
    if (Math.abs(delta) <= 255) {
      bytes.push(Math.abs(delta))
      return delta > 0 ? short | same : short
    }
    bytes.push((delta >> 8) & 0xff, delta & 0xff)
    return 0
  })
  return { flags, bytes }
}
