import { expect, test } from 'vitest'
import { probesOf } from './probes.ts'

/** Answers to probes every 10 ms, those of the given numbers missing; seconds are those of the client. */
const answered = (sent: number, missing: readonly number[]) => ({
  sent,
  replies: Array.from({ length: sent }, (_, sequence) => ({
    sequence,
    sentAtS: sequence / 100,
    roundTripMs: 1,
  })).filter(({ sequence }) => !missing.includes(sequence)),
})
const MILESTONES = { activeS: 0, stopS: 0.3, resumeS: 0.5, passStarts: [] }
const PHASES = [
  { name: 'baseline', fromS: -1, toS: -0.005 },
  { name: 'copying', fromS: 0, toS: 0.3 },
] as const
const of = (missing: readonly number[]) => probesOf(answered(100, missing), (s) => s, MILESTONES, PHASES).pings
const row = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)

test('what went unanswered around the stop covers the time from its first probe to the next with an answer', () => {
  expect(of(row(31, 50))).toMatchObject({ lost: 20, aroundStop: 20 })
  expect(of(row(31, 50)).unansweredMs).toBeCloseTo(200)
  // Of several rows the longest.
  expect(of([...row(28, 32), ...row(40, 52)]).unansweredMs).toBeCloseTo(130)
})

test('what went unanswered at another time is not counted, nor what never ends', () => {
  expect(of(row(70, 90))).toMatchObject({ lost: 21, aroundStop: 0, unansweredMs: null })
  expect(of(row(45, 99))).toMatchObject({ lost: 55, aroundStop: 55, unansweredMs: null })
  expect(of([])).toMatchObject({ lost: 0, unansweredMs: null })
})

test('while pages were copied the longest time between two answers counts, and the median round trip', () => {
  expect(of(row(10, 14)).gapCopyingMs).toBeCloseTo(60)
  // What reaches into the stop is the pause's.
  expect(of(row(25, 50)).gapCopyingMs).toBeCloseTo(10)
  expect(of([]).roundTripCopyingMs).toBe(1)
  // Nothing was sent before.
  expect(of([]).roundTripBaselineMs).toBeNull()
  expect(of(row(0, 31))).toMatchObject({ gapCopyingMs: null, roundTripCopyingMs: null })
})
