import { expect, test } from 'vitest'
import { jsonValue, linesOf, ParseError } from './parse-error.ts'

test.each(['1e309', '[1E+400]', '{"a": -1e0309}', `[${'9'.repeat(310)}]`, `${'9'.repeat(250)}e99`])(
  'a number that JavaScript can’t hold is none: %s',
  (text) => {
    expect(() => jsonValue(text, 'f', 3, 'JSON')).toThrow(ParseError)
  },
)

test.each(['1e308', '{"a": "1e400"}', `[${'9'.repeat(300)}]`, `["${'9'.repeat(400)}"]`, `${'9'.repeat(199)}e99`])(
  'what looks like one and is not, is read: %s',
  (text) => {
    expect(jsonValue(text, 'f', null, 'JSON')).toEqual(JSON.parse(text))
  },
)

test('lines end with either sign', () => {
  expect(linesOf('a\nb\n', 'f').map(({ text }) => text)).toEqual(['a', 'b', ''])
  expect(linesOf('a\r\nb\n', 'f').map(({ text }) => text)).toEqual(['a', 'b', ''])
})
