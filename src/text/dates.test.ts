import { expect, test } from 'vitest'
import { formatDate, formatTime } from './dates.ts'

test('dates are those of UTC, as the language writes them', () => {
  expect(formatDate('2026-11-23T23:59:43Z', 'en')).toBe('23 November 2026')
  expect(formatDate('2026-11-23T23:59:43Z', 'zh-Hant-TW')).toBe('2026年11月23日')
  expect(formatTime('2026-11-23T20:03:43Z', 'en')).toBe('23 November 2026, 20:03 UTC')
  expect(formatTime('2026-11-23T20:03:43Z', 'zh-TW')).toBe('2026年11月23日20:03（UTC）')
})
