import { readFileSync } from 'node:fs'
import { deflateSync, inflateSync } from 'node:zlib'

/** Tables of a TrueType font by their tags, unpacked when they are first asked for. */
export type Tables = (tag: string) => Buffer

const WOFF = 'wOFF'

/** The tables of a file with a TrueType font. */
export function readTables(file: string): Tables {
  const tables = tablesIn(readFileSync(file))
  const unpacked = new Map<string, Buffer>()
  return (tag) => {
    const table = unpacked.get(tag) ?? tables.get(tag)?.()
    if (table === undefined) throw new Error(`the font ${file} has no table ${tag}`)
    unpacked.set(tag, table)
    return table
  }
}

/** What gives each table of a TrueType font, packed as WOFF or not: https://www.w3.org/TR/WOFF/ */
export function tablesIn(bytes: Buffer): Map<string, () => Buffer> {
  const isWoff = bytes.toString('latin1', 0, 4) === WOFF
  const count = bytes.readUInt16BE(isWoff ? 12 : 4)
  const entries = new Map<string, () => Buffer>()
  for (let index = 0; index < count; index += 1) {
    const at = isWoff ? 44 + 20 * index : 12 + 16 * index
    const tag = bytes.toString('latin1', at, at + 4)
    const offset = bytes.readUInt32BE(at + (isWoff ? 4 : 8))
    const length = bytes.readUInt32BE(at + (isWoff ? 8 : 12))
    const part = bytes.subarray(offset, offset + length)
    const isPacked = isWoff && length < bytes.readUInt32BE(at + 12)
    entries.set(tag, () => (isPacked ? inflateSync(part) : part))
  }
  return entries
}

/** Code points to glyphs. Formats 4 and 12 are all that fonts of Unicode have. */
export function readCharacters(cmap: Buffer): Map<number, number> {
  const glyphs = new Map<number, number>()
  const count = cmap.readUInt16BE(2)
  for (let index = 0; index < count; index += 1) {
    const table = cmap.subarray(cmap.readUInt32BE(4 + 8 * index + 4))
    const format = table.readUInt16BE(0)
    if (format === 4) readFormat4(table, glyphs)
    else if (format === 12) readFormat12(table, glyphs)
  }
  return glyphs
}

function readFormat4(table: Buffer, glyphs: Map<number, number>): void {
  const twice = table.readUInt16BE(6)
  const [ends, starts, deltas, offsets] = [14, 16 + twice, 16 + 2 * twice, 16 + 3 * twice]
  for (let at = 0; at < twice; at += 2) {
    const [start, end] = [table.readUInt16BE(starts + at), table.readUInt16BE(ends + at)]
    const [delta, offset] = [table.readUInt16BE(deltas + at), table.readUInt16BE(offsets + at)]
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const listed = offset === 0 ? code : table.readUInt16BE(offsets + at + offset + 2 * (code - start))
      const glyph = listed === 0 && offset !== 0 ? 0 : (listed + delta) & 0xffff
      if (glyph !== 0) glyphs.set(code, glyph)
    }
  }
}

function readFormat12(table: Buffer, glyphs: Map<number, number>): void {
  const count = table.readUInt32BE(12)
  for (let index = 0; index < count; index += 1) {
    const at = 16 + 12 * index
    const [start, end, first] = [table.readUInt32BE(at), table.readUInt32BE(at + 4), table.readUInt32BE(at + 8)]
    for (let code = start; code <= end; code += 1) glyphs.set(code, first + code - start)
  }
}

/** A TrueType font of tables as WOFF, always the same bytes for the same tables. */
export function woffOf(tables: ReadonlyMap<string, Buffer>): Buffer {
  const sorted = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const head = Buffer.alloc(44 + 20 * sorted.length)
  const parts: Buffer[] = [head]
  let offset = head.length
  let whole = 12 + 16 * sorted.length
  for (const [index, [tag, table]] of sorted.entries()) {
    const packed = deflateSync(table, { level: 9 })
    const stored = packed.length < table.length ? packed : table
    const at = 44 + 20 * index
    head.write(tag, at, 'latin1')
    head.writeUInt32BE(offset, at + 4)
    head.writeUInt32BE(stored.length, at + 8)
    head.writeUInt32BE(table.length, at + 12)
    head.writeUInt32BE(checksum(table), at + 16)
    parts.push(stored, Buffer.alloc(padding(stored.length)))
    offset += stored.length + padding(stored.length)
    whole += table.length + padding(table.length)
  }
  head.write(WOFF, 0, 'latin1')
  head.writeUInt32BE(0x0001_0000, 4)
  head.writeUInt32BE(offset, 8)
  head.writeUInt16BE(sorted.length, 12)
  head.writeUInt32BE(whole, 16)
  head.writeUInt16BE(1, 20)
  return Buffer.concat(parts)
}

/** A TrueType font of tables. */
export function fontOf(tables: ReadonlyMap<string, Buffer>): Buffer {
  const sorted = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const head = Buffer.alloc(12 + 16 * sorted.length)
  const power = Math.floor(Math.log2(sorted.length))
  head.writeUInt32BE(0x0001_0000, 0)
  for (const [index, value] of [sorted.length, 16 * 2 ** power, power, 16 * (sorted.length - 2 ** power)].entries())
    head.writeUInt16BE(value, 4 + 2 * index)
  const parts: Buffer[] = [head]
  let offset = head.length
  for (const [index, [tag, table]] of sorted.entries()) {
    const at = 12 + 16 * index
    head.write(tag, at, 'latin1')
    for (const [field, value] of [checksum(table), offset, table.length].entries())
      head.writeUInt32BE(value, at + 4 + 4 * field)
    parts.push(table, Buffer.alloc(padding(table.length)))
    offset += table.length + padding(table.length)
  }
  return Buffer.concat(parts)
}

const padding = (length: number): number => (4 - (length % 4)) % 4

function checksum(table: Buffer): number {
  const padded = Buffer.concat([table, Buffer.alloc(padding(table.length))])
  let sum = 0
  for (let at = 0; at < padded.length; at += 4) sum = (sum + padded.readUInt32BE(at)) >>> 0
  return sum
}
