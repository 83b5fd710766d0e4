import { expect, test } from 'vitest'
import { filmSeconds, isFaststart } from './video-file.ts'

const box = (kind: string, content: Buffer) => {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length)
  head.write(kind, 4, 'latin1')
  return Buffer.concat([head, content])
}
/** As recorders write it: the header behind the data. */
const film = (header: Buffer) =>
  Buffer.concat([box('ftyp', Buffer.from('isom')), box('mdat', Buffer.alloc(5000)), box('moov', box('mvhd', header))])
const seconds = (bytes: Buffer) =>
  filmSeconds((offset, length) => bytes.subarray(offset, offset + length), bytes.length)

const header = Buffer.alloc(100)
header.writeUInt32BE(600, 12)
header.writeUInt32BE(600 * 95, 16)
const longHeader = Buffer.alloc(112)
longHeader[0] = 1
longHeader.writeUInt32BE(1000, 20)
longHeader.writeBigUInt64BE(90_500n, 24)

test('a film says how long it lasts, in either version of its header', () => {
  expect(seconds(film(header))).toBe(95)
  expect(seconds(film(longHeader))).toBe(90.5)
})

test('data of more than 4 GiB has its size elsewhere', () => {
  const data = Buffer.alloc(116)
  data.writeUInt32BE(1)
  data.write('mdat', 4, 'latin1')
  data.writeBigUInt64BE(116n, 8)
  expect(seconds(Buffer.concat([data, box('moov', box('mvhd', header))]))).toBe(95)
})

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a text', Buffer.from('this is no film at all, whatever its name says')],
  ['half a film', film(header).subarray(0, 3000)],
  ['a header without a scale', film(Buffer.alloc(100))],
])('%s is no film', (_, bytes) => expect(seconds(bytes)).toBeNull())

test('a film begins at once where its index comes before its pictures', () => {
  const read = (bytes: Buffer) => isFaststart((offset, length) => bytes.subarray(offset, offset + length), bytes.length)
  const [index, pictures] = [box('moov', box('mvhd', header)), box('mdat', Buffer.alloc(5000))]
  expect(read(Buffer.concat([index, pictures]))).toBe(true)
  expect(read(Buffer.concat([pictures, index]))).toBe(false)
  expect(read(Buffer.from('no film'))).toBe(false)
})
