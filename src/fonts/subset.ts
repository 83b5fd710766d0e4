import { contoursOf, type Extent, glyphData } from './glyph-data.ts'
import { halfWidths } from './half-widths.ts'
import { readCharacters, readTables, type Tables, woffOf } from './sfnt.ts'
import { simplified } from './simplified.ts'

/** A font file and what is wanted of it. */
export interface Slice {
  file: string
  codePoints: readonly number[]
}

/**
 * Units of the size of the letters: at 10 pt, one is less than a fiftieth of a millimetre. The files have 1000. With these as units and not
 * only as the places of points, most steps from point to point fit into a byte.
 */
const UNITS_PER_EM = 200

/** An opened file: what it has for a code point. */
interface Opened {
  tables: Tables
  glyphs: ReadonlyMap<number, number>
  dataOf: (glyph: number) => Buffer
  advanceOf: (glyph: number) => number
  unitsPerEm: number
}

const opened = new Map<string, Opened>()

/** Of a file that was opened before what was read then. */
function open(file: string): Opened {
  const known = opened.get(file)
  if (known !== undefined) return known
  const tables = readTables(file)
  const metrics = tables('hmtx')
  const measured = tables('hhea').readUInt16BE(34)
  const hasLong = tables('head').readInt16BE(50) === 1
  const offset = (glyph: number) => {
    const loca = tables('loca')
    return hasLong ? loca.readUInt32BE(4 * glyph) : 2 * loca.readUInt16BE(2 * glyph)
  }
  const found: Opened = {
    tables,
    glyphs: readCharacters(tables('cmap')),
    dataOf: (glyph) => tables('glyf').subarray(offset(glyph), offset(glyph + 1)),
    advanceOf: (glyph) => metrics.readUInt16BE(4 * Math.min(glyph, measured - 1)),
    unitsPerEm: tables('head').readUInt16BE(18),
  }
  opened.set(file, found)
  return found
}

/** Whether a font file has a glyph for a code point, which a list of its range may only promise. */
export const hasGlyph = (file: string, codePoint: number): boolean => open(file).glyphs.has(codePoint)

/** The advance of a character by a font file, as a share of the size of the letters. */
export function advanceEm(file: string, codePoint: number): number {
  const { glyphs, advanceOf, unitsPerEm } = open(file)
  return advanceOf(glyphs.get(codePoint) ?? 0) / unitsPerEm
}

interface Glyph {
  codePoint: number
  advance: number
  data: Buffer
  extent: Extent | null
}

/**
 * One font with the wanted characters of several files of one design, as WOFF. A report in Chinese needs a tenth of what
 * the files hold; and a PDF that names sixty fonts instead of one is larger by as many heads and lists of widths.
 * Outlines lie on a slightly coarser grid, which takes a third of their bytes and nothing that can be seen.
 */
export function subset(slices: readonly Slice[]): Buffer {
  const [first] = slices
  if (first === undefined) throw new Error('a font of no files')
  const { tables, unitsPerEm } = open(first.file)
  const scaled = (tag: string, fields: readonly number[]) => scaledTable(tables(tag), fields, unitsPerEm)
  const glyphs = [
    glyphOf(open(first.file), 0, 0),
    ...slices
      .flatMap(({ file, codePoints }) =>
        codePoints.flatMap((codePoint) => {
          const font = open(file)
          const glyph = font.glyphs.get(codePoint)
          return glyph === undefined ? [] : [glyphOf(font, glyph, codePoint)]
        }),
      )
      .toSorted((a, b) => a.codePoint - b.codePoint),
  ]
  return woffOf(
    new Map([
      ['OS/2', scaled('OS/2', OS2_LENGTHS)],
      ['name', tables('name')],
      ['head', headOf(tables('head'), glyphs)],
      ['hhea', hheaOf(scaled('hhea', HHEA_LENGTHS), glyphs)],
      ['maxp', maxpOf(tables('maxp'), glyphs)],
      ['post', postOf(scaled('post', POST_LENGTHS))],
      ['cmap', cmapOf(glyphs)],
      ['hmtx', hmtxOf(glyphs)],
      ['loca', locaOf(glyphs)],
      ['glyf', Buffer.concat(glyphs.map(({ data }) => data))],
      ['GPOS', halfWidths(glyphs, UNITS_PER_EM)],
    ]),
  )
}

function glyphOf({ dataOf, advanceOf, unitsPerEm }: Opened, glyph: number, codePoint: number): Glyph {
  const scale = UNITS_PER_EM / unitsPerEm
  const contours = contoursOf(glyph, dataOf)
    .map((contour) => contour.map(({ x, y, on }) => ({ x: x * scale, y: y * scale, on })))
    .map((contour) => simplified(contour, 1))
    .filter(({ length }) => length > 2)
  return { codePoint, advance: Math.round(advanceOf(glyph) * scale), ...glyphData(contours) }
}

/** Where a table has lengths in font units: size, sub- and superscripts, strikeout, ascents, descents and heights of letters. */
const OS2_LENGTHS = [2, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 68, 70, 72, 74, 76, 86, 88]
/** Ascent, descent, gap. */
const HHEA_LENGTHS = [4, 6, 8]
/** Place and thickness of an underline. */
const POST_LENGTHS = [8, 10]

function scaledTable(source: Buffer, fields: readonly number[], unitsPerEm: number): Buffer {
  const table = Buffer.from(source)
  for (const at of fields) {
    // Older versions of a table are shorter.
    if (at + 2 <= table.length) table.writeInt16BE(Math.round((table.readInt16BE(at) * UNITS_PER_EM) / unitsPerEm), at)
  }
  return table
}

const extentOf = (glyphs: readonly Glyph[]): Extent => {
  const extents = glyphs.flatMap(({ extent }) => extent ?? [])
  return {
    left: Math.min(0, ...extents.map(({ left }) => left)),
    right: Math.max(0, ...extents.map(({ right }) => right)),
    bottom: Math.min(0, ...extents.map(({ bottom }) => bottom)),
    top: Math.max(0, ...extents.map(({ top }) => top)),
  }
}

function headOf(source: Buffer, glyphs: readonly Glyph[]): Buffer {
  const head = Buffer.from(source)
  const { left, right, top, bottom } = extentOf(glyphs)
  head.writeUInt32BE(0, 8)
  head.writeUInt16BE(UNITS_PER_EM, 18)
  for (const [index, value] of [left, bottom, right, top].entries()) head.writeInt16BE(value, 36 + 2 * index)
  head.writeInt16BE(1, 50)
  return head
}

function hheaOf(source: Buffer, glyphs: readonly Glyph[]): Buffer {
  const hhea = Buffer.from(source)
  const inked = glyphs.filter((glyph): glyph is Glyph & { extent: Extent } => glyph.extent !== null)
  hhea.writeUInt16BE(Math.max(...glyphs.map(({ advance }) => advance)), 10)
  hhea.writeInt16BE(Math.min(0, ...inked.map(({ extent }) => extent.left)), 12)
  hhea.writeInt16BE(Math.min(0, ...inked.map(({ advance, extent }) => advance - extent.right)), 14)
  hhea.writeInt16BE(Math.max(0, ...inked.map(({ extent }) => extent.right)), 16)
  hhea.writeUInt16BE(glyphs.length, 34)
  return hhea
}

/** No composites, no instructions. */
function maxpOf(source: Buffer, glyphs: readonly Glyph[]): Buffer {
  const maxp = Buffer.alloc(32)
  maxp.writeUInt32BE(0x0001_0000, 0)
  maxp.writeUInt16BE(glyphs.length, 4)
  const inked = glyphs.filter(({ data }) => data.length > 0)
  const contours = inked.map(({ data }) => data.readUInt16BE(0))
  const points = inked.map(({ data }, index) => data.readUInt16BE(10 + 2 * ((contours[index] ?? 1) - 1)) + 1)
  maxp.writeUInt16BE(Math.max(0, ...points), 6)
  maxp.writeUInt16BE(Math.max(0, ...contours), 8)
  maxp.writeUInt16BE(source.readUInt16BE(14), 14)
  return maxp
}

/** Version 3: glyphs have no names. */
function postOf(source: Buffer): Buffer {
  const post = Buffer.from(source.subarray(0, 32))
  post.writeUInt32BE(0x0003_0000, 0)
  return post
}

/** Glyphs stand in the order of their code points, so a run of these is a run of those. */
function cmapOf(glyphs: readonly Glyph[]): Buffer {
  const runs: { from: number; to: number; glyph: number }[] = []
  for (const [glyph, { codePoint }] of glyphs.entries()) {
    if (glyph === 0) continue
    const last = runs.at(-1)
    if (last !== undefined && last.to + 1 === codePoint) last.to = codePoint
    else runs.push({ from: codePoint, to: codePoint, glyph })
  }
  const table = Buffer.alloc(12 + 16 + 12 * runs.length)
  table.writeUInt16BE(1, 2)
  // Windows, all of Unicode.
  table.writeUInt16BE(3, 4)
  table.writeUInt16BE(10, 6)
  table.writeUInt32BE(12, 8)
  table.writeUInt16BE(12, 12)
  table.writeUInt32BE(16 + 12 * runs.length, 16)
  table.writeUInt32BE(runs.length, 24)
  for (const [index, { from, to, glyph }] of runs.entries()) {
    table.writeUInt32BE(from, 28 + 12 * index)
    table.writeUInt32BE(to, 32 + 12 * index)
    table.writeUInt32BE(glyph, 36 + 12 * index)
  }
  return table
}

function hmtxOf(glyphs: readonly Glyph[]): Buffer {
  const table = Buffer.alloc(4 * glyphs.length)
  for (const [index, { advance, extent }] of glyphs.entries()) {
    table.writeUInt16BE(advance, 4 * index)
    table.writeInt16BE(extent?.left ?? 0, 4 * index + 2)
  }
  return table
}

function locaOf(glyphs: readonly Glyph[]): Buffer {
  const table = Buffer.alloc(4 * (glyphs.length + 1))
  let offset = 0
  for (const [index, { data }] of glyphs.entries()) {
    offset += data.length
    table.writeUInt32BE(offset, 4 * (index + 1))
  }
  return table
}
