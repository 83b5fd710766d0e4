/** Reads some bytes of a file. */
type Read = (offset: number, length: number) => Uint8Array

/**
 * How long a film lasts, from the header that MP4 and QuickTime share (ISO 14496-12, 8.2.2).
 *
 * @returns seconds, or null where the file is no such film
 */
export function filmSeconds(read: Read, size: number): number | null {
  const movie = findBox(read, 'moov', 0, size)
  const header = movie === null ? null : findBox(read, 'mvhd', movie.start, movie.end)
  if (header === null) return null
  const bytes = Buffer.from(read(header.start, Math.min(32, header.end - header.start)))
  if (bytes.length < 32) return null
  const [scale, duration] =
    bytes[0] === 1
      ? [bytes.readUInt32BE(20), Number(bytes.readBigUInt64BE(24))]
      : [bytes.readUInt32BE(12), bytes.readUInt32BE(16)]
  return scale === 0 ? null : duration / scale
}

/** Whether a player finds the index before the pictures, and so can begin before all is loaded. */
export function isFaststart(read: Read, size: number): boolean {
  const [index, pictures] = ['moov', 'mdat'].map((kind) => findBox(read, kind, 0, size)?.start ?? Infinity)
  return (index ?? Infinity) < (pictures ?? Infinity)
}

/** Where the content of the first box of a kind lies. */
function findBox(read: Read, kind: string, from: number, to: number): { start: number; end: number } | null {
  for (let at = from; at + 8 <= to; ) {
    const head = Buffer.from(read(at, 16))
    if (head.length < 8) return null
    const short = head.readUInt32BE(0)
    // 1 stands for a size of 64 bits behind the name, 0 for the rest of the file.
    const long = short === 1 && head.length === 16
    const length = long ? Number(head.readBigUInt64BE(8)) : short === 0 ? to - at : short
    if (length < 8 || at + length > to) return null
    if (head.toString('latin1', 4, 8) === kind) return { start: at + (long ? 16 : 8), end: at + length }
    at += length
  }
  return null
}
