import { expect, test } from 'vitest'
import { say, spoken } from './say.ts'
import { ENGLISH, type Words } from './words.ts'

const inEnglish = (text: string) => spoken(text, ENGLISH)

test('a phrase is filled in, also with other phrases', () => {
  expect(inEnglish(say('range', { low: '1', high: '2' }))).toBe('1 to 2')
  const inner = say('interval', { interval: say('range', { low: 3, high: 4 }) })
  expect(inEnglish(`before ${say('summary', { value: '5 ms', range: inner })} after`)).toBe('before 5 ms (95 % interval 3 to 4) after')
})

test('one thing and more have forms of their own, as the language counts', () => {
  const migrations = (count: string) => say('count.migration', { count })
  expect(['1', '2', '1,240'].map((count) => inEnglish(migrations(count)))).toEqual(['1\u00a0migration', '2\u00a0migrations', '1,240\u00a0migrations'])
  const chinese: Words = { language: 'zh-Hant', entries: { ...ENGLISH.entries, 'count.migration': { one: 'never', other: '{count} 次遷移' } } }
  expect(spoken(migrations('1'), chinese)).toBe('1 次遷移')
})

test('what is filled in is taken as it is, whatever it looks like', () => {
  expect(inEnglish(say('tip.warm-up', { trial: '{trial} $& \\' }))).toBe('{trial} $& \\, a warm-up: does not count')
})

test('phrases are found however deep they lie, and nothing else is touched', () => {
  const date = new Date(0)
  const value = { list: [say('none'), 7, null], map: new Map([['a', say('nothing')]]), date, plain: 'x {y}' }
  expect(spoken(value, ENGLISH)).toEqual({ list: ['none', 7, null], map: new Map([['a', 'nothing']]), date, plain: 'x {y}' })
})
