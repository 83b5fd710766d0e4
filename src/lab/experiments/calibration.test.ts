import { expect, test } from 'vitest'
import { calibrate } from './calibration.ts'

test('work is sized by a run that is long enough to tell, and every run is kept', async () => {
  const asked: number[] = []
  const runs = await calibrate(100, async (operations) => {
    asked.push(operations)
    return operations * 0.1
  })
  expect(asked).toEqual([100, 3000])
  expect(runs).toEqual([
    { operations: 100, elapsedMs: 10, chosen: 15_000 },
    { operations: 3000, elapsedMs: 300, chosen: 15_000 },
  ])
})

test('a first run that takes long decides alone, and at least one operation is left', async () => {
  expect(await calibrate(3, async () => 9000)).toEqual([{ operations: 3, elapsedMs: 9000, chosen: 1 }])
})

test('a clock that does not move at first is no division by zero', async () => {
  const runs = await calibrate(20, async (operations) => (operations < 1000 ? 0 : operations / 10))
  expect(runs.map(({ operations }) => operations)).toEqual([20, 6000])
  expect(runs.at(-1)?.chosen).toBe(15_000)
})
