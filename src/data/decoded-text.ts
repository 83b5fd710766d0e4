const MARKS: readonly (readonly [encoding: 'utf-8' | 'utf-16le' | 'utf-16be', mark: readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/**
 * The text of a file, without the mark of its byte order. Without one it is UTF-8, unless each letter of its beginning has a
 * zero beside it: what PowerShell’s `>` and an editor of Windows write is UTF-16.
 */
export function decodedText(bytes: Uint8Array): string {
  const marked = MARKS.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte))
  return new TextDecoder(marked?.[0] ?? unmarked(bytes)).decode(bytes)
}

function unmarked(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return 'utf-16le'
  return a === 0 && b !== 0 && c === 0 && d !== 0 ? 'utf-16be' : 'utf-8'
}
