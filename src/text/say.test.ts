import { expect, test } from 'vitest'
import { listed, say, spoken } from './say.ts'
import { ENGLISH, type Words } from './words.ts'

const inEnglish = (text: string) => spoken(text, ENGLISH)

test('a phrase is filled in, also with other phrases', () => {
  expect(inEnglish(say('range', { low: '1', high: '2' }))).toBe('1 to 2')
  const inner = say('interval', { interval: say('range', { low: 3, high: 4 }) })
  expect(inEnglish(`before ${say('summary', { value: '5 ms', range: inner })} after`)).toBe(
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
  expect(spoken(migrations('1'), chinese)).toBe('1 次遷移')
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
