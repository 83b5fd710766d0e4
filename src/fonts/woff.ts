import { inflateSync } from 'node:zlib'

const HEADER = 44
const ENTRY = 20
const SFNT_HEADER = 12
const SFNT_ENTRY = 16

/**
 * A WOFF file as the font within it (https://www.w3.org/TR/WOFF/), of the same tables in the same order. fontkit reads
 * WOFF itself, but unpacks the outlines of all glyphs, in JavaScript, for each glyph that it is asked about.
 */
export function unpackedWoff(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new Error('this is no WOFF file')
  const count = woff.readUInt16BE(12)
  const entries = Array.from({ length: count }, (_, index) => woff.subarray(HEADER + index * ENTRY).subarray(0, ENTRY))
  const tables = entries.map((entry) => {
    const [offset, packedLength, length] = [entry.readUInt32BE(4), entry.readUInt32BE(8), entry.readUInt32BE(12)]
    const stored = woff.subarray(offset, offset + packedLength)
    return packedLength < length ? inflateSync(stored) : stored
  })
  const directory = Buffer.alloc(SFNT_HEADER + count * SFNT_ENTRY)
  woff.copy(directory, 0, 4, 8)
  directory.writeUInt16BE(count, 4)
  const power = Math.floor(Math.log2(count))
  directory.writeUInt16BE(SFNT_ENTRY * 2 ** power, 6)
  directory.writeUInt16BE(power, 8)
  directory.writeUInt16BE(SFNT_ENTRY * (count - 2 ** power), 10)
  const parts: Buffer[] = [directory]
  let length = directory.length
  for (const [index, table] of tables.entries()) {
    const entry = entries[index] ?? directory
    const at = SFNT_HEADER + index * SFNT_ENTRY
    entry.copy(directory, at, 0, 4)
    entry.copy(directory, at + 4, 16, 20)
    directory.writeUInt32BE(length, at + 8)
    directory.writeUInt32BE(table.length, at + 12)
    const padding = Buffer.alloc((4 - (table.length % 4)) % 4)
    parts.push(table, padding)
    length += table.length + padding.length
  }
  return Buffer.concat(parts)
}
