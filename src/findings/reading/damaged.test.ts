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
  expect(reasons).toEqual(['a.txt, line 2: expected a number, found “x”'])
  expect(() =>
    unlessDamaged(() => {
      throw new TypeError('a fault')
    }, tell),
  ).toThrow('a fault')
  expect(reasons).toHaveLength(1)
})
