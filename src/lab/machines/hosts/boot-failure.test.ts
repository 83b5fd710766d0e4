import { expect, test } from 'vitest'
import { bootFailure } from './boot-failure.ts'

test.each([
  [
    '[    2.1] Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(254,0)\r\n[    2.2] CPU: 0\r\n',
    'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(254,0)',
  ],
  ['ALERT!  /dev/vda does not exist.  Dropping to a shell!\r\n(initramfs) ', '(initramfs)'],
  [
    'You are in emergency mode. After logging in, type "journalctl -xb"\r\n',
    'You are in emergency mode. After logging in, type "journalctl -xb"',
  ],
])('a machine that will never come up is known by its console', (console, line) => {
  expect(bootFailure(console)).toBe(line)
})

test('a machine that is still booting, or has booted, is none', () => {
  expect(bootFailure('')).toBeNull()
  expect(
    bootFailure(
      'Loading, please wait...\r\n[  OK  ] Started ssh.service\r\nDebian GNU/Linux 12 host1 ttyS0\r\n\r\nhost1 login: ',
    ),
  ).toBeNull()
})
