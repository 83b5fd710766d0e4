import { expect, test } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseNumbered } from './numbered.ts'

test('what a client was told, each with its time', () => {
  expect(parseNumbered('1795959701.10 1\n1795959701.36 2\n', 'a')).toEqual([
    { atS: 1795959701.1, number: 1 },
    { atS: 1795959701.36, number: 2 },
  ])
  expect(parseNumbered('', 'a')).toEqual([])
})

test.each([
  ['a number that is left out', '1795959701.10 1\n1795959701.36 3\n'],
  ['a number that comes twice', '1795959701.10 1\n1795959701.36 1\n'],
  ['one that does not begin with the first', '1795959701.10 2\n'],
  ['a time that runs back', '1795959701.36 1\n1795959701.10 2\n'],
  ['a line that is cut off', '1795959701.10 1\n17959'],
])('refuses %s', (_, text) => {
  expect(() => parseNumbered(text, 'a')).toThrow(ParseError)
})
