import { expect, test } from 'vitest'
import { goesOnFrom, vmCounter } from './vm-screen.ts'

const screen = (s: number) => `\n  vm, 192.168.100.10\n\n  up for ${String(s).padStart(8)} s\n`

test('the counter is read from the VM’s screen, and from no other', () => {
  expect(vmCounter(screen(78))).toBe(78)
  expect(vmCounter('student@host1:~$ uptime\n')).toBeNull()
})

test('a counter goes on when it counts 3 s from where it was, and not when it stands or begins anew', () => {
  const shown = goesOnFrom(78)
  expect([3, 9, 78, 80].map((s) => shown(screen(s)))).toEqual([false, false, false, false])
  expect(shown(screen(81))).toBe(true)
  const standing = goesOnFrom(78)
  expect([79, 79, 79].map((s) => standing(screen(s)))).toEqual([false, false, false])
})
