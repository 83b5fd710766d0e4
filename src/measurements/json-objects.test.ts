import { expect, test } from 'vitest'
import { objectsIn, repeatedKey } from './json-objects.ts'
import { ParseError } from './parse-error.ts'

test('objects stand on lines of their own, whatever is around them', () => {
  const text = 'x {1..2}\n{"a": "}{", "b": {"c": 1}}\n  { "d": 2 } tail\n'
  expect(objectsIn(text, 'f', 'JSON').map(({ value, at }) => [value, text.slice(at, at + 4)])).toEqual([
    [{ a: '}{', b: { c: 1 } }, '{"a"'],
    [{ d: 2 }, '{ "d'],
  ])
})

test('one that is not whole is refused with its line', () => {
  expect(() => objectsIn('x\n{"a": 1\n', 'f', 'JSON')).toThrow(ParseError)
  expect(() => objectsIn('x\n{"a": 1\n', 'f', 'JSON')).toThrow('f, line 2: expected JSON')
  expect(() => objectsIn('{"a": }\n', 'f', 'JSON')).toThrow('f, line 1: expected JSON')
})

test('a key stands twice only where it does so in one object', () => {
  expect(repeatedKey('{"sum": {"sum": 1}, "a": [{"sum": 1}, {"sum": "sum"}]}', 'sum')).toBeNull()
  expect(repeatedKey('{"a": 1, "a": 2}', 'sum')).toBeNull()
  expect(repeatedKey('{"sum_sent": 1, "a": {"sum_sent": 1}, "sum_sent": 2}', 'sum')).toEqual({
    key: 'sum_sent',
    at: 38,
  })
})
