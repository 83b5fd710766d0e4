import { expect, test } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseKill } from './kill.ts'

test('the host’s clock right before and right after', () => {
  expect(parseKill('1795959710.500132\n1795959710.500410\n', 'k')).toEqual({
    afterS: 1795959710.500132,
    beforeS: 1795959710.50041,
  })
})

test.each([
  ['one time alone', '1795959710.5\n'],
  ['three', '1795959710.5\n1795959710.6\n1795959710.7\n'],
  ['an end before the beginning', '1795959710.6\n1795959710.5\n'],
  ['what the shell said', 'bash: kill: (12) - No such process\n1795959710.5\n'],
])('refuses %s', (_, text) => {
  expect(() => parseKill(text, 'k')).toThrow(ParseError)
})
