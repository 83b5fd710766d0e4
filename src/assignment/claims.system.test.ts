import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Glossary } from './explanation.ts'

/** What the glossary claims of QEMU, held against the QEMU that is installed. */
const glossary = Glossary.parse(
  JSON.parse(readFileSync(new URL('../../templates/glossary.json', import.meta.url), 'utf8')),
)
const qemu = glossary['qemu-system-x86_64'] ?? {}

const folder = mkdtempSync(join(tmpdir(), 'claims-'))
const file = (name: string) => join(folder, name)
const disk = (name: string) => `if=virtio,format=qcow2,file=${file(name)}`

/** `qemu-system-x86_64` with as little as possible around `args`. */
const vm = (...args: string[]) => ['-nodefaults', '-display', 'none', '-accel', 'tcg', '-m', '32', ...args]
/** What QEMU says when it is started with `args`, its VM not run, and told to quit. */
function says(...args: string[]): string {
  const { stderr } = spawnSync('qemu-system-x86_64', vm('-S', '-monitor', 'stdio', ...args), {
    input: 'quit\n',
    encoding: 'utf8',
    timeout: 30_000,
  })
  return stderr
}

const IS_7_2 = /version 7\.2\b/.test(execFileSync('qemu-system-x86_64', ['--version'], { encoding: 'utf8' }))
const MONITOR = { input: 'info qtree\nquit\n', encoding: 'utf8', timeout: 30_000 } as const

beforeAll(() => {
  chmodSync(folder, 0o777)
  execFileSync('qemu-img', ['create', '-f', 'qcow2', file('small.qcow2'), '64M'])
  execFileSync('qemu-img', ['create', '-f', 'qcow2', file('large.qcow2'), '10G'])
  execFileSync('qemu-img', ['create', '-f', 'raw', file('raw.img'), '1G'])
  chmodSync(file('small.qcow2'), 0o444)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('what QEMU needs in order to start', () => {
  test.each([
    ['-netdev id=net0', ['-netdev', 'user'], "Parameter 'id' is missing"],
    ['-netdev bridge', ['-netdev', 'id=net0'], "Parameter 'type' is missing"],
    ['-device virtio-net-pci', ['-netdev', 'user,id=net0', '-device', 'netdev=net0'], "Parameter 'driver' is missing"],
    ['-drive file=<path>', ['-drive', 'if=virtio,format=qcow2'], 'A block device must be specified'],
  ])('%s', (entry, args, refusal) => {
    expect(qemu[entry]?.without).toContain('QEMU does not start')
    expect(says(...args)).toContain(refusal)
  })

  test.runIf(IS_7_2)('-nic gives a virtio card no MSI-X interrupts, -device does', () => {
    expect(qemu['-device']?.more).toContain('in QEMU 7.2 it gives a virtio card no MSI-X interrupts')
    const vectors = (...args: string[]) =>
      /vectors = (\d+)/.exec(execFileSync('qemu-system-x86_64', vm('-S', '-monitor', 'stdio', ...args), MONITOR))?.[1]
    expect(vectors('-nic', 'user,model=virtio-net-pci')).toBe('0')
    expect(Number(vectors('-netdev', 'user,id=net0', '-device', 'virtio-net-pci,netdev=net0'))).toBeGreaterThan(0)
  })

  test('beside -netdev there is no card by default', () => {
    expect(qemu['-device']?.default).toContain('None beside `-netdev`')
    expect(says('-netdev', 'user,id=net0')).toContain('netdev net0 has no peer')
  })
})

test('QEMU warns where it guesses raw, and only there', () => {
  expect(qemu['-drive format=qcow2']?.default).toContain('warns where it guesses raw')
  expect(says('-drive', `if=virtio,file=${file('large.qcow2')}`)).not.toContain('WARNING')
  expect(says('-drive', `if=virtio,file=${file('raw.img')}`)).toContain('probing guessed raw')
})

describe('images', () => {
  test('qcow2 and raw both grow on demand', () => {
    expect(glossary['qemu-img']?.['ubuntu.qcow2 <size>']?.more).toContain('about 200 kilobytes')
    expect(statSync(file('large.qcow2')).size).toBeGreaterThan(190_000)
    expect(statSync(file('large.qcow2')).size).toBeLessThan(210_000)
    expect(glossary['qemu-img']?.['-f']?.without).toContain('still grow on demand')
    expect(statSync(file('raw.img')).blocks * 512).toBeLessThan(1_000_000)
  })

  test('convert -n without -O refuses', () => {
    const said = spawnSync('qemu-img', ['convert', '-n', file('small.qcow2'), file('large.qcow2')], {
      encoding: 'utf8',
    }).stderr
    expect(said).toContain('output file is smaller than input file')
    expect(glossary['qemu-img']?.['-O']?.without).toContain('output file is smaller than input file')
  })
})

test('the helper for bridges is not setuid', () => {
  expect(glossary.sudo?.sudo?.security).toContain('setuid, which it is not in Debian')
  expect(statSync('/usr/lib/qemu/qemu-bridge-helper').mode & 0o4000).toBe(0)
})

describe('what a destination makes of a migration', () => {
  /** What the two monitors said, once the source has been told to migrate and both to quit. */
  async function migrated(name: string, source: readonly string[]): Promise<{ source: string; destination: string }> {
    // Root may write what is read-only, so the destination of a test that root runs is nobody.
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}
    const monitor = ['-monitor', 'stdio', '-drive', disk('small.qcow2')]
    const incoming = spawn('qemu-system-x86_64', vm(...monitor, '-incoming', `unix:${file(name)}`), nobody)
    const said = { source: '', destination: '' }
    for (const stream of [incoming.stdout, incoming.stderr])
      stream.on('data', (text) => {
        said.destination += String(text)
      })
    const ended = new Promise((resolve) => incoming.on('close', resolve))
    incoming.stdin.write('info status\n')
    await expect.poll(() => said.destination, { timeout: 30_000 }).toContain('inmigrate')
    said.source = execFileSync('qemu-system-x86_64', vm(...monitor, '-snapshot', ...source), {
      input: `migrate unix:${file(name)}\ninfo migrate\nquit\n`,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: 60_000,
    })
    await expect.poll(() => said.destination, { timeout: 30_000 }).toMatch(/Permission denied|load of migration failed/)
    incoming.stdin.on('error', () => {})
    incoming.stdin.end('info status\nquit\n')
    await ended
    return said
  }

  test('a disk that it may not write is noticed at the switch, and the VM stands still', async () => {
    expect(glossary['/etc/exports']?.rw?.without).toContain('arrive and stand still')
    const { source, destination } = await migrated('read-only', [])
    expect(source).toContain('Migration status: completed')
    expect(destination).toMatch(/Permission denied[^]*VM status: paused\s/)
  })

  test('another machine type is refused', async () => {
    expect(qemu['qemu-system-x86_64']?.hosts).toContain('Machine type received is')
    const { source, destination } = await migrated('machine', ['-machine', 'pc-i440fx-6.2'])
    expect(destination).toContain('Machine type received is')
    expect(source).toContain('Migration status: failed')
  })
})
