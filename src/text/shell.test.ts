import { expect, test } from 'vitest'
import { brokenLines, commandLine } from './shell.ts'

test('a long command is broken before its options, and the shell reads it as the same one', () => {
  const argv = ['sudo', 'qemu', '-m', '256M', '-drive', 'if=virtio,file=a b', '-display', 'curses']
  const broken = brokenLines(argv, 20)
  expect(broken.split('\n')).toEqual(['sudo qemu -m 256M \\', "  -drive 'if=virtio,file=a b' \\", '  -display curses'])
  expect(broken.replaceAll(/ \\\n {2}/g, ' ')).toBe(commandLine(argv))
})

test('a short one stays a line', () => expect(brokenLines(['true'], 20)).toBe('true'))
