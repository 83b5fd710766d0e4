import { expect, test } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseDiskRecords } from './disk-records.ts'

test('which records a disk holds', () => {
  expect(parseDiskRecords('written 5\n1 intact\n2 altered\n4 intact\nread 5\n', 'd')).toEqual({
    written: 5,
    intact: new Set([1, 4]),
  })
  expect(parseDiskRecords('written 0\nread 0\n', 'd')).toEqual({ written: 0, intact: new Set() })
})

test.each([
  ['nothing', ''],
  ['a list that was cut off', 'written 5\n1 intact\n2 intact\n'],
  ['an end of another list', 'written 5\n1 intact\nread 4\n'],
  ['a record that comes twice', 'written 5\n1 intact\n1 intact\nread 5\n'],
  ['a record that was not looked for', 'written 5\n6 intact\nread 5\n'],
  ['what the shell said', 'dd: failed to open\nwritten 5\nread 5\n'],
  ['a state of its own', 'written 5\n1 gone\nread 5\n'],
])('refuses %s', (_, text) => {
  expect(() => parseDiskRecords(text, 'd')).toThrow(ParseError)
})
