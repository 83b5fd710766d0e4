import { expect, test } from 'vitest'
import { endingOf, firstCause, isFromOutside } from './ending.ts'

const told = (how: string) => `QEMU ${how}`
const killed = endingOf('host1', { exitCode: null, signal: 'SIGKILL' }, told)
const gaveUp = endingOf('host2', { exitCode: 1, signal: null }, told)
const crashed = endingOf('host2', { signal: 'SIGSEGV' }, told)
const lost = endingOf('host2', null, () => 'the connection was lost')

test('the facts of an end are fields, its sentence has the same ones', () => {
  expect(killed).toEqual({ host: 'host1', signal: 'SIGKILL', exitCode: null, sentence: 'QEMU was ended by SIGKILL' })
  expect(gaveUp).toEqual({ host: 'host2', signal: null, exitCode: 1, sentence: 'QEMU ended with exit code 1' })
  expect(lost).toEqual({ host: 'host2', signal: null, exitCode: null, sentence: 'the connection was lost' })
})

test('of two ends the killed one is behind the other, wherever it stands', () => {
  expect(firstCause([gaveUp, killed])).toBe(killed)
  expect(firstCause([gaveUp, lost])).toBe(gaveUp)
  expect(firstCause([])).toBeNull()
})

test('a QEMU that crashed or gave up is a result, one that was killed or is out of reach is none', () => {
  expect([killed, gaveUp, crashed, lost].map(isFromOutside)).toEqual([true, false, false, true])
})
