import { expect, test } from 'vitest'
import { intact, row } from '../testing/synthetic/torture-rows.ts'
import { describeResult, isIntact, summarise } from './result.ts'

const of = (rows: Parameters<typeof summarise>[0], asked = rows.length) =>
  summarise(rows, { seed: 7, asked, durationSeconds: 125 })

test('rows add up, each setting is counted, and everything is intact', () => {
  const result = of([row(1), row(2, { setting: 'xbzrle' }), row(3)])
  expect(result).toMatchObject({
    completed: 3,
    failed: 0,
    settings: { precopy: 2, xbzrle: 1 },
    failures: [],
    disk: { written: 300, verified: 492, intact: 492, lost: 0, altered: 0 },
    memory: { written: 12_000, verified: 49_152, intact: 49_152, lost: 0, altered: 0 },
    downtimeMs: { median: 200, max: 300 },
    secondsPerMigration: { median: 12, max: 13 },
  })
  expect(isIntact(result)).toBe(true)
  expect(describeResult(result)).toContain(
    '300 records of 4 KiB written, 492 times verified: 492 intact, 0 lost, 0 altered',
  )
})

test('damage, a VM that does not answer, and migrations that were not made count against it', () => {
  const damaged = row(2, {
    failure: 'disk: 1 blocks lost, 0 altered',
    found: { memory: intact(16_384), disk: { ...intact(164), intact: 163, lost: 1 } },
  })
  const silent = row(2, { failure: 'no answer', move: null, written: null, found: null })
  expect(isIntact(of([row(1), damaged]))).toBe(false)
  expect(of([row(1), damaged])).toMatchObject({
    disk: { lost: 1, intact: 327 },
    failures: [{ migration: 2, reason: 'disk: 1 blocks lost, 0 altered' }],
  })
  expect(isIntact(of([row(1), silent]))).toBe(false)
  expect(describeResult(of([row(1), silent]))).toMatch(
    /1 of 2 completed with everything intact, 1 failed[^]*migration 2 +failed \(precopy\): no answer/,
  )
  expect(isIntact(of([row(1)], 2))).toBe(false)
})

test('without a row there is nothing to summarise, and that is not success', () => {
  expect(of([], 3)).toMatchObject({ completed: 0, downtimeMs: null, secondsPerMigration: null })
  expect(isIntact(of([], 3))).toBe(false)
})
