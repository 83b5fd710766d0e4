import { expect, test } from 'vitest'
import {
  autospaces,
  hasWide,
  isChinese,
  isMostlyWide,
  phrasesOf,
  runsByWidth,
  spaced,
  tightened,
  withoutIdleSpaces,
  withSignGaps,
  wordsOf,
} from './chinese.ts'

test('Chinese is told by its tag', () => {
  expect(['zh', 'zh-TW', 'zh-Hant-TW', 'en', 'za', 'fr'].map(isChinese)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ])
})

test('wide letters are Han and full-width marks, on every plane, and none of those that phrases are marked with', () => {
  expect(['虛', '，', '（', '𡘙', '「', '\u{F0000}', 'é', '—', '→'].map(hasWide)).toEqual([
    ...Array<boolean>(5).fill(true),
    ...Array<boolean>(4).fill(false),
  ])
  expect(runsByWidth('以QEMU、KVM量測𡘙')).toEqual(['以', 'QEMU', '、', 'KVM', '量測𡘙'])
  expect([isMostlyWide('以QEMU即時移轉虛擬機器'), isMostlyWide('written by 陳小明 in Taipei')]).toEqual([true, false])
})

test('gaps between Chinese and Latin letters are counted, and made where no style does', () => {
  expect(autospaces('以QEMU移轉2次，ms')).toBe(4)
  expect(spaced('以QEMU移轉')).toBe('以 QEMU 移轉')
  expect(spaced('with 2 hosts')).toBe('with 2 hosts')
})

test('an option and a path have a gap before them, too, and a unit has none', () => {
  expect(withSignGaps('不用-enable-kvm時編輯/etc/exports，每次/MB，兩張--x')).toBe(
    '不用 -enable-kvm時編輯 /etc/exports，每次/MB，兩張 --x',
  )
  expect(tightened(withSignGaps('不用-enable-kvm時'))).toBe('不用 -enable-kvm時')
})

test('the spaces of a sign are meant', () => {
  expect(withoutIdleSpaces('預測值 − 1，« 較快，n = 至多 4，比它慢 »，✓ 已寫')).toBe(
    '預測值 − 1，« 較快，n = 至多4，比它慢 »，✓ 已寫',
  )
})

test('spaces of joined sentences, before a percent sign and before a unit in Chinese are none of Chinese', () => {
  expect(tightened('收不到回應。 連同 2 次，共 95\u00a0% 的封包')).toBe('收不到回應。連同2次，共95%的封包')
  expect(tightened('慢了 n = 4 次 QEMU 7.2 版')).toBe('慢了n = 4次QEMU 7.2版')
  expect(tightened('為 335\u00a0次/秒')).toBe('為335次/秒')
  // A unit keeps its distance, which no line may part.
  expect(tightened('停機267\u00a0ms')).toBe('停機267\u00a0ms')
})

test('phrases end after particles and marks, and no word of the field is parted', () => {
  expect(phrasesOf('其他設定與其他工作：哪些會改變移轉的過程')).toEqual([
    '其他設定',
    '與其他工作：',
    '哪些會改變移轉的',
    '過程',
  ])
  for (const term of ['虛擬機器', '即時移轉', '預先複製', '停機時間', '半虛擬化', '檢查點', '主機CPU時間'])
    expect(phrasesOf(term)).toEqual([term])
  expect(phrasesOf('主機CPU時間（以2 Mbit/s送往VM）')).toEqual(['主機CPU時間', '（以2 Mbit/s送往VM）'])
})

test('a word of the field is one, where a line has to end between words', () => {
  expect(wordsOf('以QEMU虛擬機器即時移轉，停機時間')).toEqual(['以', 'QEMU', '虛擬機器', '即時移轉，', '停機時間'])
})

test('words of a line keep their marks', () => {
  const words = wordsOf('執行「移轉」，再等待。')
  expect(words.join('')).toBe('執行「移轉」，再等待。')
  for (const word of words) expect(word).not.toMatch(/^[，。」]|「$/)
})
