import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { deflate, deflateSync } from 'node:zlib'

/** Bytes of an entry of the cross-reference stream. */
const ROW = 7

/** Type, first and second field of such an entry. */
type Entry = readonly [type: number, first: number, second: number]

/** Writes a PDF object by object, small ones packed together (ISO 32000-1, 7.5.7 and 7.5.8). */
export class PdfWriter {
  // The comment of four high bytes marks the file as binary.
  readonly #parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\xd3\xeb\xe9\xe1\n', 'latin1')]
  readonly #entries = new Map<number, Entry>([[0, [0, 0, 65535]]])
  #length = 15
  #next: number

  constructor(firstFree: number) {
    this.#next = firstFree
  }

  plain(number: number, object: string): void {
    this.#entries.set(number, [1, this.#length, 0])
    this.#write(`${number} 0 obj\n${object}\nendobj\n`)
  }

  packed({ numbers, object }: ObjectStream): void {
    const stream = this.#next++
    for (const [index, number] of numbers.entries()) this.#entries.set(number, [2, stream, index])
    this.plain(stream, object)
  }

  /** The identifier is made from all that was written: the same content has the same one, and other content another. */
  end(root: number, info: number): Uint8Array {
    const number = this.#next++
    const start = this.#length
    this.#entries.set(number, [1, start, 0])
    const table = Buffer.alloc(this.#next * ROW)
    for (let index = 0; index < this.#next; index++) {
      const [type, first, second] = this.#entries.get(index) ?? [0, 0, 65535]
      table.writeUInt8(type, index * ROW)
      table.writeUInt32BE(first, index * ROW + 1)
      table.writeUInt16BE(second, index * ROW + 5)
    }
    const hash = createHash('sha256')
    for (const part of this.#parts) hash.update(part)
    const identifier = `<${hash.digest('hex').slice(0, 32).toUpperCase()}>`
    const dictionary = [
      '/Type /XRef',
      `/Size ${this.#next}`,
      '/W [1 4 2]',
      `/DecodeParms <</Predictor 12 /Columns ${ROW}>>`,
      `/Root ${root} 0 R`,
      `/Info ${info} 0 R`,
      `/ID [${identifier} ${identifier}]`,
    ].join('\n')
    this.#write(
      `${number} 0 obj\n${streamObject(dictionary, differences(table))}\nendobj\nstartxref\n${start}\n%%EOF\n`,
    )
    return Buffer.concat(this.#parts)
  }

  #write(text: string): void {
    const bytes = Buffer.from(text, 'latin1')
    this.#parts.push(bytes)
    this.#length += bytes.length
  }
}

/** Each row as its difference from the one above (PNG's filter “up”), as neighbours are alike. */
function differences(table: Buffer): Buffer {
  const rows = table.length / ROW
  const filtered = Buffer.alloc(rows * (ROW + 1))
  for (let row = 0; row < rows; row++) {
    filtered[row * (ROW + 1)] = 2
    for (let column = 0; column < ROW; column++) {
      const above = row === 0 ? 0 : (table[(row - 1) * ROW + column] ?? 0)
      filtered[row * (ROW + 1) + 1 + column] = ((table[row * ROW + column] ?? 0) - above) & 0xff
    }
  }
  return filtered
}

/** Small objects packed together. */
interface ObjectStream {
  /** Of the objects, in their order. */
  numbers: number[]
  object: string
}

/** Packs objects, on another processor. */
export async function objectStream(objects: readonly (readonly [number, string])[]): Promise<ObjectStream> {
  let heads = ''
  let bodies = ''
  for (const [number, object] of objects) {
    heads += `${number} ${bodies.length} `
    bodies += `${object}\n`
  }
  const dictionary = `/Type /ObjStm\n/N ${objects.length}\n/First ${heads.length}`
  return {
    numbers: objects.map(([number]) => number),
    object: await packedStream(dictionary, Buffer.from(heads + bodies, 'latin1')),
  }
}

const LEVEL = 8
const pack = promisify<Buffer, { level: number }, Buffer>(deflate)

/** An object with a compressed stream, packed on another processor. */
export const packedStream = async (dictionary: string, content: Buffer): Promise<string> =>
  withStream(dictionary, await pack(content, { level: LEVEL }))

/** An object with a compressed stream. */
export const streamObject = (dictionary: string, content: Buffer): string =>
  withStream(dictionary, deflateSync(content, { level: LEVEL }))

function withStream(dictionary: string, packed: Buffer): string {
  const head = `<<${dictionary === '' ? '' : `${dictionary}\n`}/Filter /FlateDecode\n/Length ${packed.length}>>`
  return `${head} stream\n${packed.toString('latin1')}\nendstream`
}
