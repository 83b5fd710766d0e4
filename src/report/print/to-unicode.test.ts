import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { printedObjects } from '../../testing/printed-objects.ts'
import { unpackedStream } from './pdf-objects.ts'
import { shareTexts } from './to-unicode.ts'

const font = (name: string, list: number) =>
  `<</Type /Font\n/Subtype /Type0\n/BaseFont /${name}\n/ToUnicode ${list} 0 R>>`
const list = (text: string) => {
  const packed = deflateSync(`begincmap\n<0000> <FFFF>\nendcodespacerange\n${text}\nendcmap`).toString('latin1')
  return `<</Filter /FlateDecode\n/Length ${packed.length}>> stream\n${packed}\nendstream`
}

test('fonts whose glyphs stand for the same share one list, in which neighbours have no numbers', async () => {
  const source = printedObjects([
    '<</Type /Catalog>>',
    '<</Producer (x)>>',
    font('Regular', 6),
    font('Bold', 7),
    font('Latin', 8),
    list('2 beginbfchar\n<0013> <4E00>\n<0015> <4E0D>\nendbfchar'),
    list('1 beginbfchar\n<0014> <D842DFB7>\nendbfchar\n1 beginbfrange\n<00FF> <0101> <0041>\nendbfrange'),
    list('1 beginbfchar\n<0014> <0061>\nendbfchar\n1 beginbfrange\n<0020> <0022> <0030>\nendbfrange'),
  ])
  const objects = new Map(source.objects)
  await shareTexts(source, objects)
  expect(objects.get(3)).toContain('/ToUnicode 7 0 R')
  expect(objects.get(4)).toContain('/ToUnicode 7 0 R')
  expect(objects.get(5)).toContain('/ToUnicode 8 0 R')
  expect(objects.has(6)).toBe(false)
  const listed = (number: number) =>
    /(?<=beginbfrange\n)[^]*?(?=endbfrange)/.exec(String(unpackedStream(objects.get(number) ?? '')))?.[0]
  // A range ends where the first byte of its numbers changes.
  expect(listed(7)).toBe('<0013> <0015> [<4E00><D842DFB7><4E0D>]\n<00FF> <00FF> <0041>\n<0100> <0101> <0042>\n')
  expect(listed(8)).toBe('<0014> <0014> <0061>\n<0020> <0022> <0030>\n')
})
