import { describe, expect, test } from 'vitest'
import { intact, turnAfter } from '../testing/synthetic/torture-rows.ts'
import { faultOf, firstOf, parseFound, parseLast } from './store.ts'

describe('what the keeper prints', () => {
  test('counts and the damage in words', () => {
    expect(parseFound('blocks 10 intact 10 lost 0 altered 0\n')).toEqual({
      blocks: 10,
      intact: 10,
      lost: 0,
      altered: 0,
      damage: [],
    })
    expect(
      parseFound('blocks 3 intact 1 lost 1 altered 1\nplace 1: block 9 is lost, found 1\nplace 2: …').damage,
    ).toEqual(['place 1: block 9 is lost, found 1', 'place 2: …'])
  })

  test.each([
    '',
    'blocks 3',
    'blocks 3 intact 1 lost 1 altered 0',
    'dd: reading: Input/output error\nblocks 1 intact 1 lost 0 altered 0',
  ])('%j is not taken for a count', (text) => expect(() => parseFound(text)).toThrow('did not say what it found'))

  test('the number of the newest block, and nothing else for one', () => {
    expect(parseLast('last 1000000063\n')).toBe(1_000_000_063)
    expect(() => parseLast('/dev/vda2: block 17: Input/output error')).toThrow(
      'keeper failed: /dev/vda2: block 17: Input/output error',
    )
    expect(() => parseLast('')).toThrow('it said nothing')
  })
})

describe('what is wrong after a migration', () => {
  const first = firstOf(1)
  const before = turnAfter({ memory: 16_384, disk: 64 }, first)
  const after = turnAfter({ memory: 20_000, disk: 200 }, first)

  test('nothing, when every block is intact and more were written', () => {
    expect(faultOf(first, before, after)).toBeNull()
    expect(faultOf(first, after, turnAfter({ memory: 90_000, disk: 9000 }, first))).toBeNull()
  })

  test('a lost or an altered block, with its place', () => {
    const disk = { ...intact(200), intact: 199, lost: 1, damage: ['place 7: block 9 is lost, found 1'] }
    expect(faultOf(first, before, { ...after, found: { ...after.found, disk } })).toBe(
      'disk: 1 blocks lost, 0 altered (place 7: block 9 is lost, found 1)',
    )
    const memory = { ...intact(16_384), intact: 16_382, altered: 2 }
    expect(faultOf(first, before, { ...after, found: { ...after.found, memory } })).toMatch(
      /^memory: 0 blocks lost, 2 altered/,
    )
  })

  test('another boot, a count that went back or stood still, blocks that were not looked at', () => {
    expect(faultOf(first, before, { ...after, bootId: 'b' })).toBe('the VM has booted anew')
    expect(faultOf(first, after, before)).toMatch(/^nothing was written to memory/)
    expect(faultOf(first, before, { ...after, last: { ...after.last, disk: before.last.disk } })).toMatch(
      /^nothing was written to disk/,
    )
    expect(faultOf(first, before, { ...after, found: { ...after.found, disk: intact(100) } })).toBe(
      '100 blocks of disk were looked at instead of 200',
    )
  })
})

test('no two boots or stores have blocks of the same number', () => {
  const numbers = [1, 2, 3].flatMap((boot) => Object.values(firstOf(boot)))
  expect(new Set(numbers).size).toBe(6)
  expect(
    Math.min(...numbers.map((a) => Math.min(...numbers.filter((b) => b !== a).map((b) => Math.abs(a - b))))),
  ).toBeGreaterThanOrEqual(5e8)
})
