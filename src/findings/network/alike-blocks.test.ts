import { describe, expect, test } from 'vitest'
import { syntheticRun } from '../../testing/synthetic/run.ts'
import { analyse } from '../analyse.ts'
import { casesOf } from '../model/answer.ts'
import { alikeConditions, alikeIn } from './alike-blocks.ts'

const { metrics } = analyse(syntheticRun({ trials: 3 })).network
const [one] = casesOf(metrics, 'virtio', 'e1000')
if (one === undefined) throw new Error('the run compares the cards in nothing')
const having = (least: number, most: number, pairs: number | null = 3) => ({
  ...one,
  comparison: { ...one.comparison, pairs },
  worse: { ...one.worse, range: { least, most } },
})

describe('what all blocks agree on', () => {
  test('is that the e1000 was slower, or faster', () => {
    expect(alikeIn(having(0.3, 0.8))).toEqual({ fared: 'slower', pairs: 3 })
    expect(alikeIn(having(1.1, 2))).toEqual({ fared: 'faster', pairs: 3 })
  })

  test('is nothing where a block says otherwise, or there is one block, or none', () => {
    expect(alikeIn(having(0.8, 1.1))).toBeNull()
    expect(alikeIn(having(0.8, 1))).toBeNull()
    expect(alikeIn(having(0.3, 0.8, 1))).toBeNull()
    expect(alikeIn(having(0.3, 0.8, null))).toBeNull()
  })

  test('holds by its conditions', () => {
    const holding = (least: number, most: number) => alikeConditions(having(least, most)).map(({ holds }) => holds)
    expect(holding(0.3, 0.8)).toEqual([true, true, false])
    expect(holding(0.8, 1.1)).toEqual([true, false, false])
  })
})
