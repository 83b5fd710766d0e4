import { describe, expect, it } from 'vitest'
import { holm } from './holm.ts'
import { createRandom } from './random.ts'

describe('Holm’s correction', () => {
  it('is known for a worked example, in whatever order', () => {
    expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02].map((p) => expect.closeTo(p, 12)))
    expect(holm([0.6, 0.7])).toEqual([1, 1])
    expect(holm([])).toEqual([])
  })

  it('believes in any difference where there is none in 5 % of runs at most, and without it in many more', () => {
    const random = createRandom(5)
    const rounds = 4000
    let corrected = 0
    let alone = 0
    for (let round = 0; round < rounds; round += 1) {
      const p = Array.from({ length: 12 }, random)
      if (p.some((one) => one < 0.05)) alone += 1
      if (holm(p).some((one) => one < 0.05)) corrected += 1
    }
    expect(corrected / rounds).toBeLessThan(0.06)
    expect(corrected / rounds).toBeGreaterThan(0.035)
    expect(alone / rounds).toBeGreaterThan(0.4)
  })
})
