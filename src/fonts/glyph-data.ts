import type { Contour, OutlinePoint } from './contour.ts'

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
