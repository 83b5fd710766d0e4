import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findBrowser } from './browser.ts'
import { askedOfRoot } from './packages.ts'
import { findProgram } from './programs.ts'
import { namespacesRemedy } from './user.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'setup-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function program(...names: string[]): string {
  const file = path.join(folder, ...names)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o755)
  return file
}

/** Runs ensurePackages as a user who is not root, with nothing but `programs` on the PATH. */
function ensureAsUser(
  need: string,
  programs: readonly string[],
  env: Record<string, string> = {},
  more: { built?: boolean } = {},
) {
  for (const name of programs) {
    const target = findProgram(name)
    if (target) symlinkSync(target, path.join(folder, name))
  }
  const script = `import { ensurePackages } from ${JSON.stringify(path.join(import.meta.dirname, 'packages.ts'))}
    ensurePackages(${JSON.stringify(need)}, undefined, ${JSON.stringify(more)}).then(() => console.log('ready'), (e) => console.log(e.code + ': ' + e.message))`
  const { stdout, stderr } = spawnSync(
    findProgram('unshare') ?? '',
    ['--user', '--map-user=4321', process.execPath, '--input-type=module', '-e', script],
    { encoding: 'utf8', env: { PATH: folder, HOME: folder, ...env } },
  )
  expect(stderr).toBe('')
  return stdout
}

test('without root and sudo the one command is printed; QEMU is not asked for, since the lab brings its own', () => {
  const said = ensureAsUser('lab', ['apt-get', 'apt-cache'])
  expect(said).toMatch(/^setup: This needs mmdebstrap, .*a range of user ids, and installing takes root/)
  expect(said).toMatch(
    /^ {2}sudo apt-get update && sudo apt-get install -y --no-install-recommends mmdebstrap .*openssh-client/m,
  )
  expect(said).not.toContain('qemu')
  expect(said).toMatch(/&& sudo usermod --add-subuids \S+ --add-subgids \S+ 4321$/m)
})

test('a browser is asked for by a report alone, and only where none is found', () => {
  expect(ensureAsUser('report', ['apt-get', 'apt-cache'])).toMatch(/^setup: This needs chromium/)
  expect(ensureAsUser('report', [], { PUPPETEER_EXECUTABLE_PATH: program('my-chrome') })).toBe('ready\n')
})

test('what a report and the lab before it need is asked for at once', () => {
  const said = ensureAsUser('measured report', ['apt-get', 'apt-cache'])
  expect(said).toMatch(/^setup: This needs mmdebstrap, .*, chromium\S*, a range of user ids, and installing takes root/)
  expect(said).toMatch(/^ {2}sudo apt-get update && .* mmdebstrap .* chromium\S* && sudo usermod /m)
})

test('checking figures takes python3 and no range of user ids', () => {
  expect(ensureAsUser('verify', ['python3'])).toBe('ready\n')
})

test('where the hosts’ system is built nothing is asked for that builds it, a range of user ids included', () => {
  const programs = ['qemu-system-x86_64', 'qemu-img', 'ssh']
  expect(ensureAsUser('lab', programs, {}, { built: true })).toBe('ready\n')
  const missing = /^setup: This needs mmdebstrap, .*genext2fs, a range of user ids/
  expect(ensureAsUser('lab', ['apt-get', 'apt-cache'])).toMatch(missing)
})

test('closed user namespaces are told before a build that takes them, and nowhere else', () => {
  const said = 'unshare: unshare failed: Operation not permitted'
  writeFileSync(program('unshare'), `#!/bin/sh\necho '${said}' >&2\nexit 1\n`)
  const refused = ensureAsUser('lab', ['apt-get', 'apt-cache'])
  expect(refused).toContain(
    `setup: Building the hosts’ system without root takes user namespaces, which are closed to this user (${said}): `,
  )
  expect(refused).toMatch(/start this again\.$/m)
  expect(ensureAsUser('lab', ['ssh'], {}, { built: true })).toBe('ready\n')
  expect(ensureAsUser('verify', ['python3'])).toBe('ready\n')
})

test('packages, user ids and closed namespaces are told at once, with one command', () => {
  const ids = { ok: false, evidence: 'no range', remedy: 'sudo usermod --add-subuids 1-2 me' }
  const closed = {
    ok: false,
    evidence: 'Operation not permitted',
    remedy: 'sudo sysctl -w user.max_user_namespaces=15000',
  }
  expect(askedOfRoot(['uidmap'], ids, closed)).toMatch(
    /^This needs uidmap, a range of user ids, user namespaces \(closed to this user: Operation not permitted\), and installing takes root: run\n {2}\S.* uidmap && sudo usermod --add-subuids 1-2 me && sudo sysctl -w user\.max_user_namespaces=15000\nand start this again\.$/,
  )
  expect(askedOfRoot([], ids, null)).toBe(
    'This needs a range of user ids, and installing takes root: run\n  sudo usermod --add-subuids 1-2 me\nand start this again.',
  )
})

test('what opens user namespaces is a command for the settings that close them', () => {
  const open = { apparmor: '', clone: '1', most: '63000' }
  expect(namespacesRemedy({ ...open, clone: '0' })).toBe('sudo sysctl -w kernel.unprivileged_userns_clone=1')
  expect(namespacesRemedy({ ...open, apparmor: '1', most: '0' })).toBe(
    'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0 user.max_user_namespaces=15000',
  )
  expect(namespacesRemedy(open)).toMatch(/^ask whoever runs this computer/)
})

test('without apt the missing programs are named', () => {
  expect(ensureAsUser('test', [])).toMatch(
    /^setup: This needs mmdebstrap, .*qemu-system-x86_64, .*pdftotext.*, a Chromium or Chrome, and there is no apt-get/,
  )
})

test('the browser: variable before cache before PATH, headless shell before full browser', () => {
  const env = { PATH: path.join(folder, 'bin'), PUPPETEER_CACHE_DIR: path.join(folder, 'cache') }
  expect(findBrowser(env)).toBeNull()
  program('bin', 'chromium')
  expect(findBrowser(env)?.path).toBe(path.join(folder, 'bin', 'chromium'))
  const shell = program('bin', 'chromium-headless-shell')
  expect(findBrowser(env)).toEqual({ path: shell, source: 'PATH' })
  program('cache', 'chrome-headless-shell', 'linux-99.0.1', 'chrome-headless-shell-linux64', 'chrome-headless-shell')
  const newest = program(
    'cache',
    'chrome-headless-shell',
    'linux-131.0.1',
    'chrome-headless-shell-linux64',
    'chrome-headless-shell',
  )
  expect(findBrowser(env)).toEqual({ path: newest, source: "puppeteer's cache" })
  const named = program('named')
  expect(findBrowser({ ...env, PUPPETEER_EXECUTABLE_PATH: named })?.path).toBe(named)
  expect(() => findBrowser({ ...env, PUPPETEER_EXECUTABLE_PATH: path.join(folder, 'gone') })).toThrow(
    expect.objectContaining({ code: 'setup', message: expect.stringContaining('gone') }),
  )
})

test('Ubuntu’s script that only asks for its snap is no browser, and one that is there is found behind it', () => {
  const env = { PATH: path.join(folder, 'bin'), HOME: folder }
  const stub = program('bin', 'chromium-browser')
  // As in Ubuntu’s package, without what it says.
  writeFileSync(stub, '#!/bin/sh\nif ! [ -x /snap/bin/chromium ]; then exit 1; fi\nexec /snap/bin/chromium "$@"\n')
  expect(findBrowser(env)).toBeNull()
  const chrome = program('bin', 'google-chrome')
  expect(findBrowser(env)?.path).toBe(chrome)
})
