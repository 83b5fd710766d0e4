type Vector = readonly [number, number, number]

/** x and y of the primaries, and of the white point D65 (IEC 61966-2-1). */
const RED: Vector = [0.64, 0.33, 0.03]
const GREEN: Vector = [0.3, 0.6, 0.1]
const BLUE: Vector = [0.15, 0.06, 0.79]
const D65: Vector = [0.3127, 0.329, 0.3583]
/** The white of a profile's connection space (ICC.1, 7.2.16). */
const D50: Vector = [0.9642, 1, 0.8249]

/** From XYZ to the responses of the eye's cones, after Bradford (ICC.1, annex E). */
const BRADFORD: readonly Vector[] = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
]

const SIGNATURE = 4
const HEADER_LENGTH = 128

/**
 * A profile of sRGB with a matrix and one curve, as small as ICC.1:2004-10 (version 4) has it: the colours of a report are
 * those of style sheets, which are sRGB. Made here from the primaries, so no file with a licence of its own is carried along.
 */
export function srgbProfile(): Buffer {
  const { adaptation, colorants } = adapted()
  const [red, green, blue] = colorants
  const curve = Buffer.concat([
    type('para'),
    Buffer.from([0, 3, 0, 0]),
    fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
  ])
  const tags: [string, Buffer][] = [
    ['desc', text('sRGB')],
    ['cprt', text('No copyright, use freely')],
    ['wtpt', Buffer.concat([type('XYZ '), fixed(...D50)])],
    ['chad', Buffer.concat([type('sf32'), fixed(...adaptation.flat())])],
    ['rXYZ', Buffer.concat([type('XYZ '), fixed(...red)])],
    ['gXYZ', Buffer.concat([type('XYZ '), fixed(...green)])],
    ['bXYZ', Buffer.concat([type('XYZ '), fixed(...blue)])],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]
  return profile(tags)
}

/** The primaries as XYZ under D50, and what takes colours there from D65. */
function adapted(): { adaptation: readonly Vector[]; colorants: readonly [Vector, Vector, Vector] } {
  const white = scale(D65, 1 / D65[1])
  const from = times(BRADFORD, white)
  const to = times(BRADFORD, D50)
  const back = inverse(BRADFORD)
  const scaled = BRADFORD.map((row, index) => scale(row, (to[index] ?? 0) / (from[index] ?? 1)))
  const columns = [0, 1, 2].map((column) => times(back, columnOf(scaled, column)))
  const adaptation = [0, 1, 2].map((row) => columnOf(columns, row))
  // How much of each primary makes white.
  const primaries = [0, 1, 2].map((row): Vector => [RED[row] ?? 0, GREEN[row] ?? 0, BLUE[row] ?? 0])
  const [r, g, b] = times(inverse(primaries), white)
  const colorant = (primary: Vector, amount: number) => times(adaptation, scale(primary, amount))
  return { adaptation, colorants: [colorant(RED, r), colorant(GREEN, g), colorant(BLUE, b)] }
}

/** Tags with the same data share it. */
function profile(tags: readonly [string, Buffer][]): Buffer {
  const places = new Map<Buffer, number>()
  const parts: Buffer[] = []
  let length = HEADER_LENGTH + SIGNATURE + tags.length * 12
  for (const [, data] of tags) {
    if (places.has(data)) continue
    const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
    places.set(data, length)
    parts.push(padded)
    length += padded.length
  }
  const header = Buffer.alloc(HEADER_LENGTH)
  header.writeUInt32BE(length, 0)
  header.writeUInt32BE(0x04200000, 8)
  header.write('mntrRGB XYZ ', 12, 'latin1')
  // A date is asked for: that of the specification, as today's would make other bytes each day.
  for (const [index, value] of [2004, 10, 1, 0, 0, 0].entries()) header.writeUInt16BE(value, 24 + index * 2)
  header.write('acsp', 36, 'latin1')
  fixed(...D50).copy(header, 68)
  const table = Buffer.concat([
    uint32(tags.length),
    ...tags.flatMap(([name, data]) => [
      Buffer.from(name, 'latin1'),
      uint32(places.get(data) ?? 0),
      uint32(data.length),
    ]),
  ])
  return Buffer.concat([header, table, ...parts])
}

/** The signature of a type, and four bytes that are reserved. */
const type = (signature: string) => Buffer.from(`${signature}\0\0\0\0`, 'latin1')

/** One record, in English. */
function text(value: string): Buffer {
  const characters = Buffer.from(value, 'utf16le').swap16()
  return Buffer.concat([
    type('mluc'),
    uint32(1),
    uint32(12),
    Buffer.from('enUS', 'latin1'),
    uint32(characters.length),
    uint32(28),
    characters,
  ])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Numbers with 16 bits before their point and 16 behind it. */
function fixed(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  for (const [index, value] of values.entries()) bytes.writeInt32BE(Math.round(value * 65536), index * 4)
  return bytes
}

const scale = ([a, b, c]: Vector, by: number): Vector => [a * by, b * by, c * by]

const columnOf = (rows: readonly Vector[], column: number): Vector => [
  rows[0]?.[column] ?? 0,
  rows[1]?.[column] ?? 0,
  rows[2]?.[column] ?? 0,
]

const dot = ([a, b, c]: Vector, [x, y, z]: Vector) => a * x + b * y + c * z

function times(rows: readonly Vector[], vector: Vector): Vector {
  const [first = vector, second = vector, third = vector] = rows
  return [dot(first, vector), dot(second, vector), dot(third, vector)]
}

const cross = ([a, b, c]: Vector, [x, y, z]: Vector): Vector => [b * z - c * y, c * x - a * z, a * y - b * x]

/** By the cross products of its columns. */
function inverse(rows: readonly Vector[]): Vector[] {
  const [x, y, z] = [columnOf(rows, 0), columnOf(rows, 1), columnOf(rows, 2)]
  const determinant = dot(x, cross(y, z))
  return [cross(y, z), cross(z, x), cross(x, y)].map((row) => scale(row, 1 / determinant))
}
