import { expect, test } from 'vitest'
import { SECTIONS } from '../experiments/catalogue.ts'
import { type Kill, planKills, reachesFailovers, sectionOf, TARGETS } from './kill-plan.ts'

function first(count: number, seed: number): Kill[] {
  const kills = planKills(seed)
  return Array.from({ length: count }, () => kills.next().value)
}

test('the same seed plans the same kills, another one others', () => {
  expect(first(50, 7)).toEqual(first(50, 7))
  expect(first(50, 7)).not.toEqual(first(50, 8))
  expect(first(3, 7).map(({ number }) => number)).toEqual([1, 2, 3])
})

test('every target and every part of the time gets its kills', () => {
  const kills = first(1000, 1)
  for (const target of TARGETS) {
    const own = kills.filter((kill) => kill.target === target)
    expect(own.length).toBeGreaterThan(150)
    for (const from of [0, 0.25, 0.5, 0.75]) {
      expect(own.filter(({ share }) => share >= from && share < from + 0.25).length).toBeGreaterThan(25)
    }
  }
})

test('every section has its turn, F the fewest, and all runs the one that was asked for', () => {
  const turns = Array.from({ length: 70 }, (_, runs) => sectionOf(runs, null))
  const count = (section: string) => turns.filter((one) => one === section).length
  expect(new Set(turns)).toEqual(new Set(SECTIONS))
  expect(count('F')).toBe(10)
  for (const section of ['B', 'C', 'D']) expect(count(section)).toBeGreaterThan(count('F'))
  expect(new Set(turns.map((_, runs) => sectionOf(runs, 'F')))).toEqual(new Set(['F']))
  expect([null, 'F', 'C'].map((only) => reachesFailovers(only as 'F' | null))).toEqual([true, true, false])
})
