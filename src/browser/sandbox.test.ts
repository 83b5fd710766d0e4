import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { helperSandbox, sandboxRemedy } from './sandbox.ts'

const OPEN = { apparmor: '', clone: '', most: '96365' }

test('what closes user namespaces decides on the remedy, the narrowest first', () => {
  const own = '/home/mei/.cache/puppeteer/chrome'
  expect(sandboxRemedy(own, { ...OPEN, apparmor: '1', clone: '1' })).toContain(`profile migration-lab-browser ${own} `)
  expect(sandboxRemedy(own, { ...OPEN, clone: '0' })).toContain('unprivileged_userns_clone=1')
  expect(sandboxRemedy(own, { ...OPEN, most: '0' })).toContain('max_user_namespaces=')
  expect(sandboxRemedy('/usr/bin/chromium', { ...OPEN, most: '0' })).toBe('sudo apt-get install chromium-sandbox')
})

test('a helper counts where it is root’s and setuid and the browser is the user’s own, and not where one is named already', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'helper-'))
  try {
    const file = path.join(folder, 'chrome-sandbox')
    writeFileSync(file, '')
    chmodSync(file, 0o755)
    expect(helperSandbox(file, [file])).toBeNull()
    // su is root’s and setuid on every system that tests run on.
    expect(helperSandbox(file, [file, '/bin/su'])).toMatchObject({
      kind: 'helper',
      env: { CHROME_DEVEL_SANDBOX: '/bin/su' },
    })
    vi.spyOn(process, 'getuid').mockReturnValue(4321)
    expect(helperSandbox(file, ['/bin/su'])).toBeNull()
    vi.restoreAllMocks()
    vi.stubEnv('CHROME_DEVEL_SANDBOX', file)
    expect(helperSandbox(file, ['/bin/su'])).toBeNull()
  } finally {
    vi.restoreAllMocks()
    vi.unstubAllEnvs()
    rmSync(folder, { recursive: true })
  }
})
