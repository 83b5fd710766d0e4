import { expect, test } from 'vitest'
import type { Clocks } from '../../data/schema.ts'
import { refuseClockJump } from './clock-jump.ts'

const clock = (machine: Clocks[number]['machine'], when: 'before' | 'after', offset: number): Clocks[number] => ({
  machine,
  when,
  exchanges: [
    { asked: 100, remote: 104 + offset, answered: 108 },
    { asked: 110, remote: 110.05 + offset, answered: 110.1 },
  ],
})

test('a host whose clock was set is named, with the jump', () => {
  expect(() =>
    refuseClockJump([
      clock('host2', 'before', 0.2),
      clock('host1', 'before', 0),
      clock('host1', 'after', 0.01),
      clock('host2', 'after', 3600.2),
    ]),
  ).toThrow(/the clock of host2 jumped by 3600\.0 s/)
  expect(() => refuseClockJump([clock('host1', 'before', 0), clock('host1', 'after', -60)])).toThrow(
    /host1 jumped by -60\.0 s/,
  )
})

test('drift is no jump, and the VM’s clock may jump', () => {
  expect(() =>
    refuseClockJump([
      clock('host1', 'before', 0),
      clock('host1', 'after', 0.4),
      clock('vm', 'before', 0),
      clock('vm', 'after', -20),
    ]),
  ).not.toThrow()
})
