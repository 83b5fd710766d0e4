import { expect, test } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseCable } from './cable.ts'

test('what was sent between two readings', () => {
  expect(parseCable('1795959701.5 48211\n1795959715.25 90417731\n', 'a')).toEqual({
    fromS: 1795959701.5,
    toS: 1795959715.25,
    bytes: 90417731 - 48211,
  })
})

test.each([
  ['one reading alone', '1795959701.5 48211\n'],
  ['a third', '1795959701.5 1\n1795959702.5 2\n1795959703.5 3\n'],
  ['a counter that runs back', '1795959701.5 48211\n1795959715.25 48000\n'],
  ['a clock that runs back', '1795959715.25 48211\n1795959701.5 48212\n'],
  ['a line without a time', '1795959701.5 48211\n48212\n'],
])('refuses %s', (_, text) => {
  expect(() => parseCable(text, 'a')).toThrow(ParseError)
})
