import { expect, test } from 'vitest'
import { type Answer, migrationCourse, type Next } from './migration-course.ts'

/** A migration begun at 1000 s that has 20 s; `at` gives what there is to do after some seconds. */
function course(postcopy = false) {
  const next = migrationCourse({ limitMs: 20_000, postcopy, startedS: 1000 })
  return {
    at: (
      afterS: number,
      status: string | undefined,
      { rounds = 1, reason, gone }: { rounds?: number; reason?: string; gone?: string } = {},
    ): Next => next({ status, rounds, reason } satisfies Answer, 1000 + afterS, gone),
  }
}
const CANCEL = { command: 'migrate_cancel' }
const SWITCH = { command: 'migrate-start-postcopy' }
const ended = (outcome: string, reason: string | null = null) => ({ outcome: { outcome, reason } })

test('it is asked about until QEMU says that it has completed', () => {
  const { at } = course()
  expect(['setup', 'active', 'active', 'device', undefined].map((status, i) => at(i, status))).toEqual([
    null,
    null,
    null,
    null,
    null,
  ])
  expect(at(19, 'completed')).toEqual(ended('completed'))
})

test('a failure has the reason that QEMU gave, or that it gave none', () => {
  expect(course().at(1, 'failed', { reason: 'Connection refused' })).toEqual(ended('failed', 'Connection refused'))
  expect(course().at(1, 'failed')).toEqual(ended('failed', 'QEMU gave no reason'))
})

test.each(['cancelled', 'failed'])(
  'after its time it is cancelled once, and has not converged when QEMU says “%s”',
  (last) => {
    const { at } = course()
    expect(at(20, 'active')).toBeNull()
    expect(at(20.1, 'active')).toEqual(CANCEL)
    expect(at(20.2, 'cancelling')).toBeNull()
    expect(at(20.3, last, { reason: 'Unable to write to socket' })).toEqual(ended('did-not-converge'))
  },
)

test('one that completes while it is cancelled has completed', () => {
  const { at } = course()
  at(21, 'active')
  expect(at(21.1, 'completed')).toEqual(ended('completed'))
})

test('a cancelled one that fails because its destination is gone is a failure', () => {
  const { at } = course()
  at(21, 'active')
  expect(at(22, 'failed', { reason: 'reset by peer', gone: 'QEMU in host2 ended' })).toEqual(
    ended('failed', 'reset by peer'),
  )
})

test('QEMU that does not end what it was told to cancel is an error', () => {
  const { at } = course()
  expect(at(21, 'active')).toEqual(CANCEL)
  expect(at(50, 'cancelling')).toBeNull()
  expect(() => at(50.1, 'cancelling')).toThrow('QEMU did not end the migration within 30 s')
})

test('post-copy begins once with the second round, and is never cancelled', () => {
  const { at } = course(true)
  expect(at(1, 'setup', { rounds: 2 })).toBeNull()
  expect(at(2, 'active', { rounds: 1 })).toBeNull()
  expect(at(3, 'active', { rounds: 2 })).toEqual(SWITCH)
  expect(at(4, 'postcopy-active', { rounds: 3 })).toBeNull()
  expect(at(5, 'active', { rounds: 3 })).toBeNull()
  expect(at(110, 'postcopy-active')).toBeNull()
  expect(at(110.1, 'postcopy-active')).toEqual(ended('failed', 'post-copy was not over after 110 s'))
})

test('one under post-copy that never comes to its second round is cancelled', () => {
  const { at } = course(true)
  expect(at(20.1, 'active', { rounds: 1 })).toEqual(CANCEL)
  expect(at(20.2, 'active', { rounds: 2 })).toBeNull()
})

test('a destination that is gone is an error, unless the source says so itself within 5 s', () => {
  const gone = 'QEMU in host2 ended'
  const { at } = course()
  expect(at(3, 'active', { gone })).toBeNull()
  expect(at(8, 'active', { gone })).toBeNull()
  expect(() => at(8.1, 'active', { gone })).toThrow('QEMU in host2 ended while the VM was on its way there')
  const other = course()
  other.at(3, 'active', { gone })
  expect(other.at(7, 'failed', { gone, reason: 'Broken pipe' })).toEqual(ended('failed', 'Broken pipe'))
})
