import { describe, expect, it } from 'vitest'
import { createRandom, shuffle } from './random.ts'

describe('createRandom', () => {
  it('gives the same sequence for a seed, another for another', () => {
    const take = (seed: number): number[] => {
      const random = createRandom(seed)
      return Array.from({ length: 20 }, random)
    }
    expect(take(42)).toEqual(take(42))
    expect(take(42)).not.toEqual(take(43))
    expect(take(42)).not.toEqual(take(42 + 2 ** 32))
  })

  it('is uniform: mean, variance and neighbours', () => {
    const random = createRandom(3)
    const values = Array.from({ length: 100_000 }, random)
    const average = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    expect(average(values)).toBeCloseTo(0.5, 2)
    expect(average(values.map((v) => (v - 0.5) ** 2))).toBeCloseTo(1 / 12, 2)
    expect(average(values.slice(1).map((v, i) => (v - 0.5) * ((values[i] ?? NaN) - 0.5)))).toBeCloseTo(0, 2)
  })
})

describe('shuffle', () => {
  it('keeps the items, leaves the original alone, and repeats with the seed', () => {
    const items = ['a', 'b', 'c', 'd', 'e']
    const shuffled = shuffle(items, createRandom(1))
    expect(items).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(shuffled.toSorted()).toEqual(items)
    expect(shuffle(items, createRandom(1))).toEqual(shuffled)
  })

  it('gives each of the six orders of three equally often', () => {
    const random = createRandom(5)
    const counts = new Map<string, number>()
    for (let i = 0; i < 6000; i += 1) {
      const order = shuffle(['a', 'b', 'c'], random).join('')
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect(counts.size).toBe(6)
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120)
  })
})
