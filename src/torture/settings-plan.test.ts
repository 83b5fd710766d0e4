import { expect, test } from 'vitest'
import { planSettings, USED_SETTINGS, usedSetting } from './settings-plan.ts'

test('a hundred migrations are mostly plain, each tenth of them post-copy', () => {
  const plan = planSettings(100, 7)
  const count = (name: string) => plan.filter((one) => one === name).length
  expect([count('precopy'), count('xbzrle'), count('multifd-plain'), count('postcopy')]).toEqual([70, 10, 10, 10])
  expect(plan.flatMap((name, i) => (name === 'postcopy' ? [i % 10] : []))).toEqual(Array.from({ length: 10 }, () => 9))
})

test('the same seed gives the same order, another one another, and a shorter plan is the beginning of a longer one', () => {
  expect(planSettings(100, 7)).toEqual(planSettings(100, 7))
  expect(planSettings(100, 8)).not.toEqual(planSettings(100, 7))
  expect(planSettings(13, 7)).toEqual(planSettings(100, 7).slice(0, 13))
})

test('every setting that is planned is one of the lab', () => {
  expect(USED_SETTINGS.map((name) => usedSetting(name).postcopy)).toEqual([false, false, false, true])
})
