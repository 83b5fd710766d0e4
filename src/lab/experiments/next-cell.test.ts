import { describe, expect, test } from 'vitest'
import { type HostName, otherHost } from '../../data/host-name.ts'
import { createRandom, shuffle } from '../../statistics/random.ts'
import { nextCell, type OpenCell } from './next-cell.ts'

const open = (text: string): OpenCell<string>[] =>
  text.split(' ').map((word) => {
    const [cell = '', from = ''] = word.split('@')
    return { cell, from: from === '1' ? 'host1' : from === '2' ? 'host2' : null }
  })
const chosen = (text: string, at: HostName | null) => {
  const { next, host } = nextCell(open(text), at) ?? {}
  return `${next?.cell} on ${host}`
}

describe('which cell of the matrix is next', () => {
  test('the first that may begin where the VM is', () => {
    expect(chosen('a@2 b@1 c@1', 'host1')).toBe('b on host1')
    expect(chosen('a@2 b c@1', 'host1')).toBe('b on host1')
    expect(chosen('a b', 'host2')).toBe('a on host2')
  })

  test('where none may, the first on its own host, where the VM has to be started', () => {
    expect(chosen('a@2 b@2', 'host1')).toBe('a on host2')
  })

  test('without a VM it begins where more of them begin', () => {
    expect(chosen('a@1 b@2 c@2', null)).toBe('b on host2')
    expect(chosen('a b', null)).toBe('a on host1')
    expect(nextCell([], 'host1')).toBeNull()
  })
})

/** Goes through all cells as the lab does. @param stays cells whose migration does not complete */
function walk(cells: readonly OpenCell<string>[], stays: ReadonlySet<string>) {
  let left = [...cells]
  let at: HostName | null = null
  let starts = 0
  const sources = new Map<string, HostName>()
  for (let step = nextCell(left, at); step !== null; step = nextCell(left, at)) {
    const { next, host } = step
    if (host !== at) starts += 1
    sources.set(next.cell, host)
    at = stays.has(next.cell) ? host : otherHost(host)
    left = left.filter((one) => one !== next)
  }
  return { sources, starts }
}

test('a second repetition takes every cell from the other host, and starts the VM hardly more often than once', () => {
  const names = Array.from({ length: 32 }, (_, i) => `cell-${i}`)
  const starts: number[] = []
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = createRandom(seed)
    const stays = new Set(names.filter(() => random() < 0.2))
    const first = walk(
      names.map((cell) => ({ cell, from: null })),
      stays,
    ).sources
    const wanted = shuffle(names, random).map((cell) => ({ cell, from: otherHost(first.get(cell) ?? 'host1') }))
    const second = walk(wanted, stays)
    for (const { cell, from } of wanted) expect(second.sources.get(cell)).toBe(from)
    starts.push(second.starts)
  }
  expect(Math.max(...starts)).toBeLessThanOrEqual(3)
})
