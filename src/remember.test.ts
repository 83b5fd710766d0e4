import { expect, test, vi } from 'vitest'
import { rememberByKey, rememberByObject } from './remember.ts'

test('of the same key something is made once', () => {
  const make = vi.fn((key: string) => ({ key }))
  const remembered = rememberByKey(make)
  expect(remembered('a')).toBe(remembered('a'))
  expect(remembered('b')).toEqual({ key: 'b' })
  expect(make.mock.calls).toEqual([['a'], ['b']])
})

test('of objects that are equal and not the same it is made for each', () => {
  const make = vi.fn((list: readonly number[]) => list.length)
  const remembered = rememberByObject(make)
  const list = [1, 2]
  expect([remembered(list), remembered(list), remembered([1, 2])]).toEqual([2, 2, 2])
  expect(make).toHaveBeenCalledTimes(2)
})
