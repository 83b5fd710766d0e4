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
  const value = fc.jsonValue({ noUnicodeString: false }).filter((one) => !/-0\b/.test(String(one)))
  fc.assert(
    fc.property(value, fc.constantFrom('\u{F0003}', '\u{F0004}', ''), (one, mark) => {
      let json: string
      try {
        json = toExactJson([one, mark + String(one)])
      } catch {
        return
      }
      expect(fromExactJson(json)).toStrictEqual([one, mark + String(one)])
    }),
  )
})

test.each([[NaN], [-0], [Infinity], [undefined], [new Map()], [new Date(0)], [Symbol('of nobody')]])(
  'what JSON would change is an error: %s',
  (value) => {
    expect(() => toExactJson({ inside: [value] })).toThrow()
  },
)
