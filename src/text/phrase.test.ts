import { expect, test } from 'vitest'
import { joined, listed, type Phrase, rewritten, say, type Text, text } from './phrase.ts'
import { spoken } from './spoken.ts'
import { ENGLISH, type Words } from './words.ts'

const inEnglish = (phrase: Text) => spoken(phrase, ENGLISH)

test('a phrase is filled in, also with other phrases', () => {
  expect(inEnglish(say('range', { low: '1', high: '2' }))).toBe('1 to 2')
  const inner = say('interval', { interval: say('range', { low: 3, high: 4 }) })
  expect(inEnglish(text`before ${say('summary', { value: '5 ms', range: inner })} after`)).toBe(
    'before 5 ms (95 % interval 3 to 4) after',
  )
})

test('one thing and more have forms of their own, as the language counts', () => {
  const migrations = (count: string) => say('count.migration', { count })
  expect(['1', '2', '1,240'].map((count) => inEnglish(migrations(count)))).toEqual([
    '1\u00a0migration',
    '2\u00a0migrations',
    '1,240\u00a0migrations',
  ])
  const chinese: Words = {
    language: 'zh-Hant',
    entries: { ...ENGLISH.entries, 'count.migration': { one: 'never', other: '{count} 次遷移' } },
  }
  expect(spoken(migrations('1'), chinese)).toBe('1次遷移')
})

test('a language has as many forms as it counts with, and the last one stands for those left out', () => {
  const polish: Words = {
    language: 'pl',
    entries: {
      ...ENGLISH.entries,
      'count.migration': { one: '{count} migracja', few: '{count} migracje', other: '{count} migracji' },
    },
  }
  expect(['1', '3', '5', '22', '1,240'].map((count) => spoken(say('count.migration', { count }), polish))).toEqual([
    '1 migracja',
    '3 migracje',
    '5 migracji',
    '22 migracje',
    '1,240 migracji',
  ])
})

test('a list is joined as the language joins two', () => {
  const chinese: Words = { language: 'zh-Hant', entries: { ...ENGLISH.entries, list: '{first}、{second}' } }
  expect(spoken(listed(['a', 'b', 'c']), chinese)).toBe('a、b、c')
  expect(inEnglish(listed(['a', 'b', 'c']))).toBe('a, b, c')
  expect(inEnglish(listed(['a', 'b'], 'list.clauses'))).toBe('a; b')
  expect(inEnglish(listed(['a', 'b'], 'and'))).toBe('a and b')
  expect(inEnglish(listed(['a', 'b', 'c', 'd'], 'and'))).toBe('a, b, c and d')
  expect([listed([]), listed(['a'])]).toEqual(['', 'a'])
})

test('what is filled in is taken as it is, whatever it looks like', () => {
  expect(inEnglish(say('tip.warm-up', { trial: '{trial} $& \\' }))).toBe('{trial} $& \\, a warm-up: does not count')
})

test('phrases are found however deep they lie, and nothing else is touched', () => {
  const date = new Date(0)
  const value = { list: [say('none'), 7, null], map: new Map([['a', say('nothing')]]), date, plain: 'x {y}' }
  expect(spoken(value, ENGLISH)).toEqual({
    list: ['none', 7, null],
    map: new Map([['a', 'nothing']]),
    date,
    plain: 'x {y}',
  })
})

test('texts around phrases are phrases, and texts without any stay texts', () => {
  expect(text`${3} of ${'4'}`).toBe('3 of 4')
  expect(joined(['a', 'b'], ' | ')).toBe('a | b')
  expect(inEnglish(joined([say('none'), 'b'], ' | '))).toBe('none | b')
  expect(
    inEnglish(rewritten(say('missing.of-trial', { trial: 'a*b', reason: '' }), (one) => one.replace('*', '-'))),
  ).toBe('a-b: ')
})

test('the same phrase with the same values is the same', () => {
  expect(say('range', { low: 1, high: 2 })).toBe(say('range', { low: '1', high: '2' }))
  expect(say('range', { low: 1, high: 2 })).not.toBe(say('range', { low: 1, high: 3 }))
})

test('what was not put into words gets into no text', () => {
  const phrase: Phrase = say('none')
  // @ts-expect-error a phrase is no text
  const asText: string = phrase
  expect(typeof asText).not.toBe('string')
  // @ts-expect-error nor does it become one on its own
  expect(() => `${phrase}`).toThrow(TypeError)
})

test('the compiler wants a value for each placeholder, and none besides', () => {
  say('range', { low: 1, high: 2 })
  // @ts-expect-error one is missing
  say('range', { low: 1 })
  // @ts-expect-error there is no such placeholder
  say('range', { low: 1, high: 2, middle: 1.5 })
  // @ts-expect-error nothing is filled in here
  say('none', { low: 1 })
  // @ts-expect-error all of it is missing
  say('range')
  // @ts-expect-error the two have different placeholders
  say(Math.random() < 2 ? 'range' : 'interval', { low: 1, high: 2, interval: '' })
  // @ts-expect-error there is no such phrase
  say('no-such-phrase')
})
