import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromExactJson, toExactJson } from './exact-json.ts'
import { say, text } from './phrase.ts'

test('phrases and all else come back as they were, and strings that look like a kept phrase stay strings', () => {
  const value = {
    phrase: say('n', { n: text`${say('metric.idle')} and \u{F0004}` }),
    list: [say('metric.idle'), 'plain', '\u{F0003}x', '\u{F0004}\u{F0003}', 0.1, -1e-300, null, true, { a: [] }],
  }
  expect(fromExactJson(toExactJson(value))).toStrictEqual(value)
})

test('any JSON value comes back', () => {
  // JSON itself writes -0 as 0, which is refused.
  const value = fc.jsonValue({ noUnicodeString: false }).filter((one) => !holdsMinusZero(one))
  fc.assert(
    fc.property(value, fc.string(), fc.constantFrom('\u{F0003}', '\u{F0004}', ''), (one, rest, mark) => {
      const whole = [one, mark + rest]
      expect(fromExactJson(toExactJson(whole))).toStrictEqual(whole)
    }),
  )
})

function holdsMinusZero(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some(holdsMinusZero)
  return Object.is(value, -0)
}

test.each([[NaN], [-0], [Infinity], [undefined], [new Map()], [new Date(0)], [Symbol('of nobody')]])(
  'what JSON would change is an error: %s',
  (value) => {
    expect(() => toExactJson({ inside: [value] })).toThrow()
  },
)
