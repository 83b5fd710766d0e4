import { expect, test } from 'vitest'
import { ParseError } from '../../measurements/parse-error.ts'
import type { Text } from '../../text/phrase.ts'
import { spoken } from '../../text/spoken.ts'
import { ENGLISH } from '../../text/words.ts'
import { unlessDamaged } from './damaged.ts'

test('a damaged file gives its reason and nothing else; a fault of the program stays one', () => {
  const reasons: string[] = []
  const tell = (reason: Text) => reasons.push(spoken(reason, ENGLISH))
  expect(unlessDamaged(() => 1, tell)).toBe(1)
  expect(
    unlessDamaged(() => {
      throw new ParseError('a.txt', 2, 'a number', 'x')
    }, tell),
  ).toBeNull()
  expect(reasons).toEqual(['a.txt could not be read: expected a number, found “x” (a.txt, line 2)'])
  expect(() =>
    unlessDamaged(() => {
      throw new TypeError('a fault')
    }, tell),
  ).toThrow('a fault')
  expect(reasons).toHaveLength(1)
})

test('the reason begins with what a reader knows, the file and its trial, and ends with the path', () => {
  const reasons: string[] = []
  unlessDamaged(
    () => {
      throw new ParseError('trials/migration-precopy-2/iperf3.txt', null, 'a file, but there is none')
    },
    (reason) => reasons.push(spoken(reason, ENGLISH)),
  )
  expect(reasons).toEqual([
    'iperf3.txt of migration-precopy-2 could not be read: expected a file, but there is none (trials/migration-precopy-2/iperf3.txt)',
  ])
})
