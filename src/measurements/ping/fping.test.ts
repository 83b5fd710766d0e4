import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { ParseError } from '../parse-error.ts'
import { parseFping } from './fping.ts'

const real = readFileSync(path.join(import.meta.dirname, '..', 'fixtures', 'fping.txt'), 'utf8')

describe('fping -D -l', () => {
  test('gives each answer with the time at which it was asked for', () => {
    const { sent, replies } = parseFping(real, 'fping.txt')
    expect(sent).toBe(replies.length)
    expect(sent).toBeGreaterThan(10)
    const gaps = replies.slice(1).map(({ sentAtS }, i) => (sentAtS - (replies[i]?.sentAtS ?? 0)) * 1000)
    expect(Math.min(...gaps)).toBeGreaterThan(3)
    expect(Math.max(...gaps)).toBeLessThan(8)
  })

  test('counts what was not answered as sent', () => {
    const text =
      '[1795468364.45889] 10.0.0.1 : [0], 64 bytes, 0.042 ms (0.042 avg, 0% loss)\n' +
      '[1795468364.95889] 10.0.0.1 : [1], timed out (0.042 avg, 50% loss)\n'
    expect(parseFping(text, 'f')).toMatchObject({ sent: 2, replies: [{ sequence: 0, roundTripMs: 0.042 }] })
  })

  test.each([
    ['foreign text', 'hello\n'],
    ['nothing', ''],
    ['a lost line', real.replace(/^.*\[3\], .*\n/m, '')],
    ['a time that is none', '[1795468364.45889] 10.0.0.1 : [0], 64 bytes, x ms (0.042 avg, 0% loss)\n'],
  ])('refuses %s', (_, text) => {
    expect(() => parseFping(text, 'fping.txt')).toThrow(ParseError)
  })
})
