import { expect, test } from 'vitest'
import { srgbProfile } from './srgb-profile.ts'

const profile = srgbProfile()
const tags = new Map(
  Array.from({ length: profile.readUInt32BE(128) }, (_, index) => {
    const at = 132 + index * 12
    const [from, length] = [profile.readUInt32BE(at + 4), profile.readUInt32BE(at + 8)]
    return [profile.toString('latin1', at, at + 4), profile.subarray(from, from + length)]
  }),
)
const numbers = (tag: string, from: number) => {
  const data = tags.get(tag) ?? Buffer.alloc(0)
  return Array.from({ length: (data.length - from) / 4 }, (_, index) => data.readInt32BE(from + index * 4) / 65536)
}

test('the header says what it is and how long', () => {
  expect(profile.readUInt32BE(0)).toBe(profile.length)
  expect(profile.toString('latin1', 12, 24)).toBe('mntrRGB XYZ ')
  expect(profile.toString('latin1', 36, 40)).toBe('acsp')
  expect(profile.length % 4).toBe(0)
  expect(profile.length).toBeLessThan(600)
})

test('the primaries are those of sRGB under D50, and together its white', () => {
  // As in the profile that the ICC publishes, sRGB2014.
  const known = {
    rXYZ: [0.43607, 0.22249, 0.01392],
    gXYZ: [0.38515, 0.71687, 0.09708],
    bXYZ: [0.14307, 0.06061, 0.7141],
  }
  for (const [tag, values] of Object.entries(known))
    for (const [index, value] of numbers(tag, 8).entries())
      expect(Math.abs(value - (values[index] ?? 0))).toBeLessThan(5e-4)
  const white = [0, 1, 2].map((index) =>
    ['rXYZ', 'gXYZ', 'bXYZ'].reduce((sum, tag) => sum + (numbers(tag, 8)[index] ?? 0), 0),
  )
  for (const [index, value] of [0.9642, 1, 0.8249].entries()) expect(white[index]).toBeCloseTo(value, 4)
})

test('the curve is linear near black and meets itself', () => {
  const [gamma = 0, a = 0, b = 0, c = 0, d = 0] = numbers('rTRC', 12)
  expect((a * d + b) ** gamma).toBeCloseTo(c * d, 4)
  expect((a + b) ** gamma).toBeCloseTo(1, 4)
  expect(tags.get('gTRC')).toEqual(tags.get('rTRC'))
})
