import { describe, expect, it } from 'vitest'
import { studentTQuantile } from './student-t.ts'

describe('studentTQuantile', () => {
  // NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2, and for 1 degree of freedom tan(π (p - 1/2)).
  it.each([
    [0.975, 1, 12.7062],
    [0.975, 2, 4.3027],
    [0.975, 3, 3.1824],
    [0.975, 4, 2.7764],
    [0.975, 8, 2.306],
    [0.975, 30, 2.0423],
    [0.975, 100, 1.984],
    [0.95, 5, 2.015],
    [0.995, 10, 3.1693],
    [0.9, 2, 1.8856],
  ])('of %f with %i degrees of freedom is %f', (probability, degreesOfFreedom, expected) => {
    expect(studentTQuantile(probability, degreesOfFreedom)).toBeCloseTo(expected, 3)
  })

  it('agrees with the closed form of two degrees of freedom to 10 digits', () => {
    const a = 2 * 0.975 - 1
    expect(studentTQuantile(0.975, 2)).toBeCloseTo(a * Math.sqrt(2 / (1 - a * a)), 10)
  })

  it('lies between its neighbours for a fraction', () => {
    const value = studentTQuantile(0.975, 2.5)
    expect(value).toBeLessThan(studentTQuantile(0.975, 2))
    expect(value).toBeGreaterThan(studentTQuantile(0.975, 3))
  })

  it('is 0 at the median', () => {
    expect(studentTQuantile(0.5, 3)).toBeCloseTo(0, 9)
  })

  it.each([
    [0.4, 3],
    [1, 3],
    [0.975, 0.5],
    [0.975, NaN],
  ])('refuses %f with %f degrees of freedom', (p, df) => {
    expect(() => studentTQuantile(p, df)).toThrow(RangeError)
  })
})
