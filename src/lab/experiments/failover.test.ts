import { expect, test } from 'vitest'
import type { HostName } from '../../data/host-name.ts'
import { type Ending, endingOf } from '../machines/ending.ts'
import { HostError } from '../machines/host-error.ts'
import { refuseAccident } from './failover.ts'

const ended = (host: HostName, signal: string | null, exitCode: number | null = null): Ending =>
  endingOf(host, { signal, exitCode } as Parameters<typeof endingOf>[1], (how) => `QEMU in ${host} ${how}`)
const vm = (ending?: Ending) => ({ failure: () => ending })
const refusal = (struck: HostName[], vms: Parameters<typeof refuseAccident>[0], error?: Error): unknown => {
  try {
    refuseAccident(vms, new Set(struck), error)
  } catch (thrown) {
    return thrown
  }
  return null
}

test('a QEMU that the trial did not kill is told with its host, and is no result', () => {
  const killed = vm(ended('host1', 'SIGKILL'))
  for (const one of [refusal([], [killed, vm()]), refusal(['host2'], [vm(ended('host2', 'SIGKILL')), killed])]) {
    expect(one).toBeInstanceOf(HostError)
    expect(one).toMatchObject({ hosts: ['host1'], code: 'lab', ending: { signal: 'SIGKILL' } })
    expect((one as HostError).message).toContain('QEMU in host1')
  }
  // A connection that is lost, of which nothing is known.
  expect(refusal([], [vm(), vm(ended('host2', null))])).toMatchObject({ hosts: ['host2'] })
})

test('one that was killed while it came up is told by what that failed of', () => {
  const cause = HostError.of(ended('host2', 'SIGKILL'))
  const error = new HostError(['host2'], 'QEMU did not come up in host2', { cause })
  expect(refusal([], [vm()], error)).toMatchObject({ hosts: ['host2'], cause: error })
})

test('a host on which something failed is told as it is', () => {
  const error = new HostError(['host1'], 'host1: the VM’s disk could not be made: no answer')
  expect(refusal([], [vm(), vm()], error)).toBe(error)
  expect(refusal([], [vm(), vm()], new Error('“migrate” failed'))).toBeNull()
})

test('what the trial killed, and a QEMU that gave up by itself, are what it is about', () => {
  expect(refusal(['host1'], [vm(ended('host1', 'SIGKILL')), vm()])).toBeNull()
  expect(refusal(['host1'], [vm(ended('host1', 'SIGKILL'))], HostError.of(ended('host1', 'SIGKILL')))).toBeNull()
  expect(refusal([], [vm(), vm(ended('host2', 'SIGABRT'))])).toBeNull()
  expect(refusal([], [vm(ended('host1', null, 1))], new Error('COLO ended'))).toBeNull()
  expect(refusal([], [vm(), vm()])).toBeNull()
})
