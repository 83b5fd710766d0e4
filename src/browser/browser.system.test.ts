import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { UserError } from '../errors.ts'
import { findBrowser } from '../setup/browser.ts'
import { startBrowser } from './browser.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'browser-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function stub(script: string): { path: string } {
  const file = path.join(folder, 'chromium-headless-shell')
  writeFileSync(file, script)
  chmodSync(file, 0o755)
  return { path: file }
}

const failure = async (browser: { path: string }): Promise<UserError> => {
  try {
    await using started = await startBrowser(browser)
    throw new Error(`${started.version} started`)
  } catch (error) {
    if (error instanceof UserError) return error
    throw error
  }
}

/**
 * Starts a browser as an ordinary user for whom no further user namespace can be made, as on Ubuntu, in a container or a
 * chroot: the limit holds in a namespace of its own, and its one namespace is that of the user.
 */
function startWhereNamespacesAreClosed(executable: string) {
  const script = `import { startBrowser } from ${JSON.stringify(path.join(import.meta.dirname, 'browser.ts'))}
    await using browser = await startBrowser({ path: ${JSON.stringify(executable)} })
    const page = await browser.puppeteer.newPage()
    await page.setContent('<p>printed</p>')
    console.log(process.getuid(), browser.sandbox.kind, Buffer.from(await page.pdf()).subarray(0, 5).toString())`
  const closed = 'echo 1 >/proc/sys/user/max_user_namespaces && exec unshare --user --map-user=4321 "$@"'
  return spawnSync(
    'unshare',
    ['--user', '--map-root-user', 'sh', '-c', closed, 'sh', process.execPath, '--input-type=module', '-e', script],
    // An id without an account, as containers have, has no home folder either.
    { encoding: 'utf8', env: { PATH: process.env.PATH } },
  )
}

test('where the system lets it make no sandbox the print goes on without one, said in a line', () => {
  const { stdout, stderr, status } = startWhereNamespacesAreClosed(findBrowser()?.path ?? '')
  expect(stderr).toMatch(
    /^The browser prints without its sandbox, which this system does not let it make;.*doctor.*\n$/,
  )
  expect({ stdout, status }).toEqual({ stdout: '4321 none %PDF-\n', status: 0 })
})

test('a browser’s own words are told with what to do, and kept whole as the cause', async () => {
  const words = `[1:1:1128/1.1:FATAL:flux.cc(8)] The flux is gone`
  const error = await failure(stub(`#!/bin/sh\necho '${words}' >&2\necho more >&2\nexit 3\n`))
  expect(error).toMatchObject({ code: 'render', facts: { reason: expect.stringContaining('exit code 3') } })
  expect(error.message).toContain('did not start: it ended with exit code 3 and said “The flux is gone”; try it')
  expect(error.cause).toMatchObject({ message: `${words}\nmore` })
})

test('a browser that lacks a library, really', async () => {
  const program = path.join(folder, 'program')
  const { status } = spawnSync('cp', ['/bin/ls', program])
  expect(status).toBe(0)
  // The loader’s own words: the name of a library is changed in the program.
  spawnSync('sed', ['-i', 's/libc\\.so\\.6/libX.so.6/', program])
  expect((await failure({ path: program })).message).toContain('lacks its library libX.so.6')
})

test('a browser whose interpreter is not there ends nothing but its start', async () => {
  expect((await failure(stub('#!/nowhere/sh\n'))).message).toMatch(/did not start: .*is not there/)
})

test('a full or closed folder for temporary files is told before the browser is blamed', async () => {
  const found = findBrowser() ?? stub('')
  vi.stubEnv('TMPDIR', path.join(folder, 'not-there'))
  try {
    expect((await failure(found)).message).toMatch(
      /did not start: the folder of temporary files .*not-there.* is not there/,
    )
  } finally {
    vi.unstubAllEnvs()
  }
})
