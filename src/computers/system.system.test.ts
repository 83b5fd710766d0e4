import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { computersFolder, readySystem } from './system.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'systems-'))
  vi.stubEnv('XDG_CACHE_HOME', path.join(folder, 'cache'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

/** In the place of mmdebstrap: a script, with the folder of the system in `$system`. */
function builder(script: string): void {
  const bin = path.join(folder, 'bin')
  mkdirSync(bin)
  writeFileSync(path.join(bin, 'mmdebstrap'), `#!/bin/sh\neval "system=\\\${$#}"\nmkdir "$system"\n${script}\n`, {
    mode: 0o755,
  })
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`)
}

/** Those that have the folder of this test in their command. */
const processes = () =>
  readdirSync('/proc').filter((name) => {
    try {
      return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(folder)
    } catch {
      return false
    }
  })

const ready = (signal: AbortSignal) => readySystem('bookworm', () => {}, signal)

// Systems are made by root.
describe.runIf(process.getuid?.() === 0)('a system', () => {
  test('is made once', async () => {
    builder('echo made >>"$system/log"')
    const { signal } = new AbortController()
    const made = await ready(signal)
    expect(await ready(signal)).toBe(made)
    expect(readFileSync(path.join(made, 'log'), 'utf8')).toBe('made\n')
  })

  test('that can’t be made leaves nothing, and the reason is said', async () => {
    builder('echo "E: no such package" >&2; exit 25')
    await expect(ready(new AbortController().signal)).rejects.toThrow(/Debian bookworm.*\nE: no such package$/)
    expect(readdirSync(computersFolder())).toEqual([])
  })

  test('whose build is interrupted leaves no process, mount or folder', async () => {
    const begun = path.join(folder, 'begun')
    builder(`trap '' INT TERM
mkdir "$system/proc" && mount -t tmpfs mine "$system/proc"
setsid sh -c 'while sleep 0.1; do date +%N >"$1/alive"; done' sh "$system" &
touch ${begun}
while sleep 0.1; do :; done`)
    const mounts = readFileSync('/proc/self/mounts', 'utf8')
    const stop = new AbortController()
    const ended = ready(stop.signal).catch(String)
    await expect.poll(() => existsSync(begun), { timeout: 20_000 }).toBe(true)
    expect(processes().length).toBeGreaterThan(2)
    stop.abort()
    expect(await ended).toMatch(/aborted/)
    await expect.poll(processes, { timeout: 5000 }).toEqual([])
    expect(readdirSync(computersFolder())).toEqual([])
    expect(readFileSync('/proc/self/mounts', 'utf8')).toBe(mounts)
  })
})
