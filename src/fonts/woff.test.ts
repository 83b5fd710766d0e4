import { readFileSync } from 'node:fs'
import { create, openSync } from 'fontkit'
import { expect, test } from 'vitest'
import { chartFontFile } from './latin.ts'
import { unpackedWoff } from './woff.ts'

test.each([400, 600] as const)('a font of weight %i is as wide unpacked as it is packed', (weight) => {
  const packed = openSync(chartFontFile(weight))
  const unpacked = create(unpackedWoff(readFileSync(chartFontFile(weight))))
  expect(unpacked.unitsPerEm).toBe(packed.unitsPerEm)
  for (const text of ['Throughput, Mbit/s', 'AVATAR To. 1,240.5 ms', '−0.5 × “fi”', 'é'])
    expect(unpacked.layout(text).advanceWidth).toBe(packed.layout(text).advanceWidth)
  expect(unpacked.layout('AV').advanceWidth).toBeLessThan(
    unpacked.layout('A').advanceWidth + unpacked.layout('V').advanceWidth,
  )
})

test('what is no WOFF is refused', () => {
  expect(() => unpackedWoff(Buffer.from('wOF2 and more'))).toThrow('no WOFF')
})
