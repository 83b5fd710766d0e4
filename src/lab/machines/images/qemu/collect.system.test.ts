import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const SCRIPT = path.join(import.meta.dirname, 'collect.sh')

let root: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'collect-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const collect = () => spawnSync('sh', [SCRIPT, root], { encoding: 'utf8' })
const at = (...parts: string[]) => path.join(root, 'qemu', ...parts)

test('what is collected of a system runs with nothing but itself, and its starter names it as what it is', () => {
  symlinkSync('/usr', path.join(root, 'usr'))
  expect(collect()).toMatchObject({ status: 0, stderr: '' })
  const loader = at('lib', 'ld-linux-x86-64.so.2')
  const elsewhere = (file: string) =>
    spawnSync(loader, ['--list', '--inhibit-cache', '--library-path', at('lib'), file], { encoding: 'utf8' })
      .stdout.split('\n')
      .filter((line) => line.includes('=> ') && !line.includes(at('lib')))
  for (const program of ['qemu-system-x86_64', 'qemu-img']) {
    const alone = ['--inhibit-cache', '--library-path', at('lib'), at('libexec', program)]
    expect(spawnSync(loader, [...alone, '--version'], { encoding: 'utf8' }).stdout).toMatch(/version \d+\.\d+/)
    expect(elsewhere(at('libexec', program))).toEqual([])
    expect(readFileSync(at(program), 'utf8')).toContain(`exec -a ${program} /opt/qemu/lib/`)
  }
  const display = at('modules', 'ui-curses.so')
  expect(existsSync(display)).toBe(true)
  expect(elsewhere(display)).toEqual([])
  expect(readFileSync(at('qemu-system-x86_64'), 'utf8')).toContain('QEMU_MODULE_DIR=/opt/qemu/modules')
  expect(existsSync(at('share', 'bios-256k.bin'))).toBe(true)
})

test('a root without QEMU is refused', () => {
  expect(collect().status).not.toBe(0)
})
