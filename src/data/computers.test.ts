import { expect, test } from 'vitest'
import { computerOfTrials, computersOf } from './computers.ts'
import type { MergedPart } from './schema.ts'

const part = (name: string, id: string, boot: string, node: string | null = null): MergedPart => ({
  run: `run-${name}`,
  name,
  computer: { id, boot, name: node },
  hostBoots: 1,
  trials: [`acceleration-kvm-${name}`],
})

test('parts of the same computer are known by its name or by its boot, and by both in turn', () => {
  const parts = [part('1', 'a', 'x'), part('2', 'b', 'y', 'node2'), part('3', 'a', 'z'), part('4', 'c', 'z')]
  expect(computersOf(parts).map(({ number, name, parts: own }) => [number, name, own.map((one) => one.name)])).toEqual([
    [1, null, ['1', '3', '4']],
    [2, 'node2', ['2']],
  ])
  expect(computerOfTrials(parts).get('acceleration-kvm-4')).toBe(1)
  expect(computerOfTrials(parts).get('acceleration-kvm-2')).toBe(2)
})

test('a part that has something in common with two makes them one', () => {
  const parts = [part('1', 'a', 'x'), part('2', 'b', 'y'), part('3', 'a', 'y')]
  expect(computersOf(parts)).toHaveLength(1)
  expect(computersOf([])).toEqual([])
})
