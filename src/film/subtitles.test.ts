import { expect, test } from 'vitest'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import { ENGLISH, type Words } from '../text/words.ts'
import { layOut } from './cut.ts'
import { chapters, subRip, webVtt } from './subtitles.ts'

const WORDS: Words = { ...ENGLISH, entries: { ...ENGLISH.entries, 'film.title': 'A film', 'film.end': 'The end' } }
const film = layOut(syntheticRecording().recording, { words: WORDS, speed: 1 })

test('WebVTT: a cue a step, one after the other, without a character that would be markup', () => {
  const text = webVtt(film, WORDS)
  expect(text.startsWith('WEBVTT\n\n00:00:06')).toBe(true)
  const cues = [...text.matchAll(/^(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})\n(.*)$/gm)]
  expect(cues).toHaveLength(film.steps.length)
  for (const [index, [, from = '', to = '']] of cues.entries()) {
    expect(from < to).toBe(true)
    if (index > 0) expect(from >= (cues[index - 1]?.[2] ?? '')).toBe(true)
  }
  expect(text).not.toMatch(/[`*<]/)
})

test('in Chinese Latin letters, digits and options have their gaps, which players do not make', () => {
  const entries = {
    ...WORDS.entries,
    'step.task1-mkdir.purpose': '同一個-drive選項才能兩邊通用。',
    'step.task1-start.title': '在主機1上啟動VM',
  }
  const words = { language: 'zh-TW', entries }
  const chinese = layOut(syntheticRecording().recording, { words, speed: 1 })
  expect(webVtt(chinese, words)).toContain('同一個 -drive 選項才能兩邊通用。')
  expect(chapters(chinese, words)).toContain('在主機 1 上啟動 VM\n')
})

test('SubRip: numbered, with commas', () => {
  expect(subRip(film, WORDS)).toMatch(/^1\n00:00:06,\d{3} --> 00:00:\d\d,\d{3}\n0\.1 Create the bridge\n/)
})

test('chapters: titles escaped as ffmpeg reads them', () => {
  const entries = { ...WORDS.entries, 'step.prepare-bridge.title': 'a=b;c#d\\e' }
  expect(chapters(film, { ...WORDS, entries })).toContain('title=0.1 a\\=b\\;c\\#d\\\\e\n')
  expect(chapters(film, WORDS).match(/\[CHAPTER\]/g)).toHaveLength(film.steps.length + 2)
  expect(chapters(film, WORDS)).toMatch(
    /^;FFMETADATA1\n\[CHAPTER\]\nTIMEBASE=1\/1000\nSTART=0\nEND=6000\ntitle=A film\n/,
  )
})
