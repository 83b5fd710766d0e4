import { expect, test } from 'vitest'
import { calibrate, resized } from './calibration.ts'

const once = { fewest: 1, aimMs: 1500 }
const twice = { fewest: 2, aimMs: 1500 }

test('work is sized by a run that is long enough to tell, and every run is kept', async () => {
  const asked: number[] = []
  const runs = await calibrate(100, twice, async (operations) => {
    asked.push(operations)
    return operations * 0.1
  })
  expect(asked).toEqual([100, 3900])
  expect(runs).toEqual([
    { operations: 100, elapsedMs: 10, chosen: 15_000 },
    { operations: 3900, elapsedMs: 390, chosen: 15_000 },
  ])
})

test('any run may be held up, and the best pace decides', async () => {
  const heldUp = (times: number[]) => calibrate(400, twice, async () => times.shift() ?? Number.NaN)
  // 400 operations in 4 s, then 39 in 0.39 s is the same pace; in 0.3 s it is a better one.
  expect((await heldUp([4000, 300])).at(-1)).toEqual({ operations: 39, elapsedMs: 300, chosen: 200 })
  expect((await heldUp([100, 6000])).at(-1)).toEqual({ operations: 1600, elapsedMs: 6000, chosen: 6000 })
})

test('at least one operation is left', async () => {
  const runs = await calibrate(3, once, async () => 9000)
  expect(runs.map(({ chosen }) => chosen)).toEqual([1])
})

test('a clock that does not move at first is no division by zero', async () => {
  const runs = await calibrate(20, twice, async (operations) => (operations < 1000 ? 0 : operations / 10))
  expect(runs.map(({ operations }) => operations)).toEqual([20, 7800])
  expect(runs.at(-1)?.chosen).toBe(30_000)
})

test('a sample that came out short is measured again with more work', () => {
  expect(resized(11_000, 325, once)).toBe(51_000)
})

test('where another run costs much, samples are meant to last longer', async () => {
  const runs = await calibrate(300, { fewest: 1, aimMs: 2500 }, async () => 1800)
  expect(runs.at(-1)?.chosen).toBe(420)
})
