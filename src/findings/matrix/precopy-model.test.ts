import { describe, expect, it } from 'vitest'
import { type FirstPass, PASS_LIMIT, predictPrecopy } from './precopy-model.ts'

/** 100 MB/s for 10 s. */
const first: FirstPass = { setupSeconds: 0, seconds: 10, bytes: 1e9, dirtyBytesPerSecond: 10e6, downtimeLimitMs: 300 }
const predict = (changes: Partial<FirstPass>) => predictPrecopy({ ...first, ...changes })

describe('predictPrecopy', () => {
  it('copies a tenth in each pass where a tenth is dirtied, until the rest fits into the limit', () => {
    // 10 s, 1 s, then 0.1 s while the VM is stopped.
    const prediction = predict({})
    expect(prediction?.converges).toBe(true)
    expect(prediction?.downtimeMs).toBeCloseTo(100, 6)
    expect(prediction?.totalMs).toBeCloseTo(11_100, 6)
    // Before the first pass, after each of two, and in the stop.
    expect(prediction?.passes).toBe(2)
  })

  it('needs one pass and no downtime where nothing is dirtied', () => {
    expect(predict({ dirtyBytesPerSecond: 0, setupSeconds: 0.5 })).toEqual({
      converges: true,
      totalMs: 10_500,
      downtimeMs: 0,
      passes: 1,
    })
  })

  it('stops the VM earlier where more downtime is allowed', () => {
    expect(predict({ downtimeLimitMs: 1000 })).toMatchObject({ totalMs: 11_000, downtimeMs: 1000, passes: 1 })
    expect(predict({ downtimeLimitMs: 50 })?.downtimeMs).toBeCloseTo(10, 6)
  })

  it.each([100e6, 250e6])(
    'does not converge where %d bytes a second are dirtied and no more can be sent',
    (dirtyBytesPerSecond) => {
      expect(predict({ dirtyBytesPerSecond })).toEqual({
        converges: false,
        totalMs: null,
        downtimeMs: null,
        passes: null,
      })
    },
  )

  it('does not converge within the limit of passes where hardly more can be sent than is dirtied', () => {
    expect(predict({ dirtyBytesPerSecond: 99.9e6 })?.converges).toBe(false)
    // 0.9 to the power of 34 of 10 s is less than 300 ms.
    expect(predict({ dirtyBytesPerSecond: 90e6 })).toMatchObject({ converges: true, passes: 34 })
    expect(PASS_LIMIT).toBeGreaterThan(34)
  })

  it('predicts nothing from a pass that sent nothing', () => {
    expect(predict({ bytes: 0 })).toBeNull()
    expect(predict({ seconds: 0 })).toBeNull()
  })
})
