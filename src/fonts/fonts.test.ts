import { expect, test } from 'vitest'
import { fontFaces, uncovered } from './fonts.ts'

const files = (text: string) => [...fontFaces(text).matchAll(/([a-z0-9-]+)\.woff'/g)].map(([, file]) => file)

test('common and rare names are covered', async () => {
  expect(await uncovered('陳小明 游錫堃 陶喆 𡘙 Žofia Núñez “O’Neil”')).toEqual([])
})

test('a character that no font has is named once, also where a slice only promises it', async () => {
  expect(fontFaces('🤡')).toContain('U+1f921')
  expect(await uncovered('𪚥小𪚥🤡')).toEqual(['𪚥', '🤡'])
})

test('the fonts for Chinese give only what no font before them has', () => {
  expect(files('a').filter((file) => file?.startsWith('noto'))).toEqual([])
  expect(files('a堃')).toContainEqual(expect.stringMatching(/^noto-sans-tc-/))
  expect(files('a堃').filter((file) => file?.startsWith('noto-sans-hk'))).toEqual([])
  // In both weights.
  expect(files('堃𡘙').filter((file) => file?.startsWith('noto-sans-hk'))).toHaveLength(2)
})
