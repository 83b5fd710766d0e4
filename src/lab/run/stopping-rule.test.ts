import { expect, test } from 'vitest'
import { planRun } from './plan.ts'
import { preciseEnough } from './stopping-rule.ts'

const { design } = planRun({ profile: 'standard', seed: 1 })
const after = (block: number, width: number | null) =>
  preciseEnough(design, block, () => width).map(({ experiment }) => experiment)

test('an experiment stops between its least and its last block once the interval is narrow enough, and not otherwise', () => {
  const [{ blocks: { minimum, maximum } = { minimum: 0, maximum: 0 } } = {}] = design
  expect(minimum).toBeLessThan(maximum)
  expect(after(minimum - 1, 1.01)).toEqual([])
  expect(after(minimum, 1.01)).toEqual(['acceleration', 'network'])
  expect(after(minimum, 1.31)).toEqual([])
  expect(after(minimum, null)).toEqual([])
  expect(after(maximum, 1.01)).toEqual([])
})

test('each experiment is judged by its own ratio', () => {
  const widthOf = ({ experiment }: { experiment: string }) => (experiment === 'network' ? 1.2 : 2)
  expect(preciseEnough(design, 5, widthOf)).toEqual([{ experiment: 'network', width: 1.2 }])
})

test('without a rule nothing stops', () => {
  expect(preciseEnough(planRun({ profile: 'quick', seed: 1 }).design, 2, () => 1)).toEqual([])
})
