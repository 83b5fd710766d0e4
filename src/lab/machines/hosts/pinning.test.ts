import { describe, expect, test } from 'vitest'
import { parseProcessors, pinned, pinningOf, processorsHere } from './pinning.ts'

const each = (count: number) => Array.from({ length: count }, (_, id) => ({ id, core: String(id) }))
/** Cores with two threads each, numbered as most computers do: all first threads, then all second ones. */
const threaded = (cores: number) =>
  Array.from({ length: 2 * cores }, (_, id) => ({ id, core: `${id % cores},${(id % cores) + cores}` }))

describe('which processors a host is pinned to', () => {
  test('two cores each where there are four or more, and no core is shared', () => {
    expect(pinningOf(each(4))).toEqual({ host1: '0,1', host2: '2,3' })
    expect(pinningOf(each(16))).toEqual({ host1: '0,1', host2: '2,3' })
    expect(pinningOf(threaded(4))).toEqual({ host1: '0,1,4,5', host2: '2,3,6,7' })
  })

  test('one core with both of its threads where there are only two', () => {
    expect(pinningOf(threaded(2))).toEqual({ host1: '0,2', host2: '1,3' })
  })

  test('none where a host would have one processor, or share its core with the other', () => {
    for (const few of [each(1), each(2), each(3), threaded(1)]) expect(pinningOf(few)).toBeNull()
  })

  test('only processors that this process may use', () => {
    expect(pinningOf(each(9).slice(5))).toEqual({ host1: '5,6', host2: '7,8' })
  })
})

test('the kernel’s list of processors is read', () => {
  expect(parseProcessors('0-3,8\n')).toEqual([0, 1, 2, 3, 8])
  expect(parseProcessors('')).toEqual([])
  expect(processorsHere().length).toBeGreaterThan(0)
})

test('a command is given its processors in front, and none where nothing pins', () => {
  expect(pinned('0,1', ['qemu-system-x86_64', '-name', 'host1'])).toEqual([
    'taskset',
    '-c',
    '0,1',
    'qemu-system-x86_64',
    '-name',
    'host1',
  ])
  expect(pinned(undefined, ['true'])).toEqual(['true'])
})
