import { expect, test } from 'vitest'
import { uncovered } from './fonts.ts'

test('common names are covered, and a character that no font has is named', () => {
  expect(uncovered('陳堃喆 Žofia Núñez “O’Neil”')).toEqual([])
  expect(uncovered('𡘙小𡘙')).toEqual(['𡘙'])
})
