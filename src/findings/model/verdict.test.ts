import { describe, expect, it } from 'vitest'
import { meanOfRatios } from '../../statistics/effect.ts'
import { type Claim, claimOf, judgedTogether } from './verdict.ts'

const of = (ratios: readonly number[], floor: number | null = null): Claim => claimOf(meanOfRatios(ratios), floor)
const CLEAR = [2.9, 3, 3.1, 3.05]

describe('what may be claimed', () => {
  it.each<[string, Claim, Claim['verdict']]>([
    ['a clear difference', of(CLEAR), 'higher'],
    ['the same the other way', of(CLEAR.map((one) => 1 / one)), 'lower'],
    ['an interval that holds 1', of([0.8, 1.1, 1.3]), 'no-difference'],
    ['one trial', of([3]), 'too-few-trials'],
    ['no ratio', claimOf(null), 'not-measured'],
    ['two humps', of([0.4, 9, 0.5, 11]), 'too-scattered'],
    ['a difference within the noise floor', of(CLEAR, 3.1), 'unstable'],
    [
      'the same the other way, within it',
      of(
        CLEAR.map((one) => 1 / one),
        3.1,
      ),
      'unstable',
    ],
    ['a difference beyond the noise floor', of(CLEAR, 2.16), 'higher'],
  ])('of %s: %s', (_, claim, verdict) => {
    expect(claim.verdict).toBe(verdict)
  })

  it('is not, if only its middle exceeds the noise floor: the near end of the interval must', () => {
    const claim = of([2, 3, 2.4, 2.8])
    expect(claim.ratio).toBeGreaterThan(2.3)
    expect(claim.interval?.low).toBeLessThan(2.3)
    expect(of([2, 3, 2.4, 2.8], 2.3).verdict).toBe('unstable')
  })

  it('depends on what else is claimed: what one comparison may say, one of many may not', () => {
    const alone = of([1.2, 1.5, 1.45, 1.3])
    expect(alone).toMatchObject({ verdict: 'higher', family: 1 })
    const nothing = Array.from({ length: 19 }, () => of([0.9, 1.1, 1.05, 0.95]))
    const [among] = judgedTogether([alone, ...nothing])
    expect(among).toMatchObject({ verdict: 'may-be-chance', family: 20 })
    expect(among?.correctedP).toBeCloseTo(20 * (alone.pValue ?? NaN), 10)
  })

  it('is corrected for those only that could be tested', () => {
    const [first, second] = judgedTogether([of(CLEAR), claimOf(null), of([3])])
    expect(first).toMatchObject({ family: 1, verdict: 'higher' })
    expect(second).toMatchObject({ correctedP: null, verdict: 'not-measured' })
  })
})
