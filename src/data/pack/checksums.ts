import { createHash } from 'node:crypto'

/** Beside a packed run's files: the SHA-256 of each, as `sha256sum -c` takes them. */
export const CHECKSUMS_FILE = 'SHA256SUMS'

/** A file of a pack, by its name within the run. */
export interface PackedFile {
  name: string
  bytes: number
  sha256: string
}

export const packedFile = (name: string, content: string | Uint8Array): PackedFile => ({
  name,
  bytes: Buffer.byteLength(content),
  sha256: createHash('sha256').update(content).digest('hex'),
})

/** What `sha256sum` would print for these files, by name. Names are those of a run, which need no escapes. */
export const checksums = (files: readonly PackedFile[]): string =>
  files
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ name, sha256 }) => `${sha256}  ${name}\n`)
    .join('')

/**
 * Holds files against their list.
 * @param listed the text of the list
 * @param files all others that came with it
 * @returns what is wrong, as the end of a sentence that names the file; null where nothing is
 */
export function damage(listed: string, files: readonly PackedFile[]): string | null {
  const found = new Map(files.map(({ name, sha256 }) => [name, sha256]))
  for (const line of listed.split('\n').filter((each) => each !== '')) {
    // A star marks what was read as binary, which is the same here.
    const { sha256 = '', name = '' } = /^(?<sha256>[0-9a-f]{64}) [ *](?<name>.+)$/.exec(line)?.groups ?? {}
    if (name === '') return `${CHECKSUMS_FILE} has a line that is no checksum: ${JSON.stringify(line.slice(0, 100))}`
    const now = found.get(name)
    if (now === undefined) return `${name} is missing`
    if (now !== sha256) return `${name} is damaged: its SHA-256 is not the one in ${CHECKSUMS_FILE}`
    found.delete(name)
  }
  const [more] = found.keys()
  return more === undefined ? null : `${more} does not stand in ${CHECKSUMS_FILE}`
}
