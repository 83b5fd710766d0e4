import { expect, test } from 'vitest'
import { Pace } from './pace.ts'

test('what is left is expected to take as long as what has passed took against its estimate', () => {
  let nowS = 100
  const pace = new Pace(() => nowS)
  expect(pace.expected(60)).toBe(60)
  nowS = 400
  pace.passed(200)
  expect(pace.expected(60)).toBe(90)
  nowS = 500
  pace.passed(200)
  expect(pace.expected(60)).toBe(60)
})
