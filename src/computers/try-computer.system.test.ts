import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { project } from '../project.ts'
import { type Computer, PROJECT, STUDENT_HOME } from './computer.ts'
import { asRoot, asUser, makePlace, type Place } from './enter.ts'
import { tryComputer } from './try-computer.ts'
import { faults } from './verdict.ts'

/** This computer’s own system, in the place of one that would be made of packages first. */
const SYSTEM = '/'
const packages = realpathSync(path.join(project().root, 'node_modules'))
const { signal } = new AbortController()
const typed = { timeoutMs: 120_000, signal }

let place: Place
beforeEach(() => {
  place = { system: SYSTEM, before: [], state: mkdtempSync(path.join(tmpdir(), 'computer-')) }
})
afterEach(() => rmSync(place.state, { recursive: true, force: true }))

const CLOSED: Computer = {
  name: 'closed',
  what: 'no network, no namespaces, little memory for files',
  from: { suite: 'bookworm' },
  network: false,
  userNamespaces: false,
  shm: 'size=64m',
  tmp: 'size=64m,noexec',
  doctor: ['user namespaces', 'disk for temporary files'],
  report: { printed: true, says: /without its sandbox/ },
}

// Computers are made by root.
describe.runIf(process.getuid?.() === 0)('a computer of its own', () => {
  test('is what it is declared to be, and nothing of it is seen outside', async () => {
    makePlace(place)
    const limit = '/proc/sys/user/max_user_namespaces'
    const before = { limit: readFileSync(limit), mounts: readFileSync('/proc/self/mounts') }
    const look = `id -u; unshare --user true 2>/dev/null && echo open; sed -n '3,$ s/ *\\(.*\\):.*/\\1/p' /proc/net/dev; cat ${limit}
      grep -c ' /tmp .*noexec.*size=65536k' /proc/mounts; touch "$HOME/mine" /usr/not-mine 2>/dev/null; ls "$HOME"`
    await asRoot(place, CLOSED, ['install', '-d', '-o', '1000', STUDENT_HOME, PROJECT], typed)
    const { stdout, stderr } = await asUser(place, CLOSED, ['sh', '-c', look], typed)
    expect({ stderr, stdout }).toEqual({ stderr: '', stdout: '1000\nlo\n0\n1\nmigration-lab\nmine\n' })
    expect(existsSync(path.join(place.state, 'changes', STUDENT_HOME, 'mine'))).toBe(true)
    expect(existsSync(path.join(STUDENT_HOME, 'mine'))).toBe(false)
    expect({ limit: readFileSync(limit), mounts: readFileSync('/proc/self/mounts') }).toEqual(before)
  })

  test('lets its user have a range of ids, with which the hosts’ system is built', async () => {
    makePlace(place)
    const { userNamespaces: _, ...computer } = CLOSED
    const account = `install -d -o 1000 ${PROJECT}; id 1000 || useradd --uid 1000 student
      for file in /etc/subuid /etc/subgid; do echo "$(id -nu 1000):100000:65536" >"$file"; done`
    await asRoot(place, computer, ['sh', '-c', account], typed)
    const build = `umask 077; mkdir /tmp/system && cd /tmp/system
      range='--map-users=100000,1,65535 --map-groups=100000,1,65535'
      unshare --map-root-user $range sh -c 'touch of-somebody && chown 65534:65534 of-somebody' && stat -c %u:%g of-somebody`
    const { stdout, stderr } = await asUser(place, computer, ['sh', '-c', build], typed)
    expect({ stderr, stdout }).toEqual({ stderr: '', stdout: '165533:165533\n' })
  })

  test('ends with whoever waits for it, whatever runs in it', async () => {
    makePlace(place)
    await asRoot(place, CLOSED, ['install', '-d', '-o', '1000', STUDENT_HOME, PROJECT], typed)
    const left = new AbortController()
    const file = path.join(place.state, 'changes', PROJECT, 'alive')
    const beat = 'trap "" TERM; while sleep 0.1; do date +%N >alive; done'
    const running = asUser(place, CLOSED, ['sh', '-c', beat], { ...typed, signal: left.signal })
    await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true)
    left.abort()
    expect(await running).toMatchObject({ cancelled: true })
    const last = readFileSync(file, 'utf8')
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(readFileSync(file, 'utf8')).toBe(last)
  })

  // A clone below /tmp is not seen there: the computer has one of its own.
  const isHidden = packages.startsWith('/tmp/')
  test.skipIf(isHidden)('is tried to its PDF, as doctor foretells it', { timeout: 300_000 }, async () => {
    const prepare = `mkdir -p ${PROJECT}/node_modules && mount --bind ${packages} ${PROJECT}/node_modules && mount -o remount,bind,ro ${PROJECT}/node_modules`
    const computer = { ...CLOSED, prepare, path: path.dirname(process.execPath) }
    const seen = await tryComputer(computer, place, { root: project().root, packages: null, lab: false }, signal)
    expect(faults(computer, seen, null)).toEqual([])
    expect(seen.report.pdf).toMatch(/^[0-9a-f]{64}$/)
  })
})
