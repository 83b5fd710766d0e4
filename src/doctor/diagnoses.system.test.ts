import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findBrowser } from '../setup/browser.ts'
import { checkBrowser, checkDisk, checkLocale, checkNode, checkPrerequisite } from './diagnoses.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'doctor-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

function browser(script: string): void {
  const file = path.join(folder, 'chromium-headless-shell')
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', file)
}

test("this machine's browser really prints Latin and Chinese text", async () => {
  expect(await checkBrowser()).toMatchObject({
    status: 'ok',
    evidence: expect.stringMatching(/Chrom.*printed Latin and Chinese/),
  })
})

test('a browser that does not start is unusable, with what it said', async () => {
  browser('exit 1')
  expect(await checkBrowser()).toMatchObject({ status: 'unusable', evidence: expect.stringContaining(folder) })
  vi.stubEnv('PUPPETEER_EXECUTABLE_PATH', path.join(folder, 'nowhere'))
  expect(await checkBrowser()).toMatchObject({ status: 'unusable', evidence: expect.stringContaining('nowhere') })
})

test('a browser without Chinese in its print is found out', async () => {
  const real = findBrowser()?.path ?? ''
  // The page is changed on the way: as if the text had no glyphs.
  browser(`sed -i 's/即時遷移//' "$TMPDIR"/print-test-*/page.html; exec "${real}" "$@"`)
  vi.stubEnv('TMPDIR', folder)
  expect(await checkBrowser()).toMatchObject({
    status: 'unusable',
    evidence: expect.stringContaining('without the text “即時遷移”'),
  })
})

test('a browser that makes no bookmarks of headings is found out', async () => {
  const real = findBrowser()?.path ?? ''
  // As Chromium 120 of Debian 11: a page that has no headings is printed without any as well.
  browser(`sed -i 's/h1>/p>/g' "$TMPDIR"/print-test-*/page.html; exec "${real}" "$@"`)
  vi.stubEnv('TMPDIR', folder)
  expect(await checkBrowser()).toMatchObject({
    status: 'unusable',
    evidence: expect.stringMatching(/too old to make bookmarks/),
  })
})

test('a folder that does not exist yet is measured on the disk where it will be', () => {
  expect(checkDisk('disk', path.join(folder, 'a', 'b'), 'LAB_DATA').evidence).toMatch(
    new RegExp(`GiB free at ${folder}$`),
  )
})

test('a folder that can’t be written to is named with the variable that moves it', () => {
  expect(checkDisk('disk', '/dev/null/cache', 'XDG_CACHE_HOME')).toMatchObject({
    status: 'unusable',
    evidence: '/dev/null can’t be written to',
    remedy: 'name another folder with XDG_CACHE_HOME',
  })
})

test('a locale of another encoding is noticed, and none at all is as good as UTF-8', () => {
  expect(checkLocale({ LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW.Big5' })).toMatchObject({
    status: 'unusable',
    evidence: 'zh_TW.Big5',
    required: false,
  })
  for (const env of [{}, { LANG: 'C' }, { LANG: 'zh_TW.utf8' }])
    expect(checkLocale(env)).toMatchObject({ status: 'ok' })
})

test('a browser that ends comes with its reason and what mends that', async () => {
  browser('echo "$0: error while loading shared libraries: libnss3.so: cannot open shared object file" >&2; exit 127')
  expect(await checkBrowser()).toMatchObject({
    status: 'unusable',
    evidence: expect.stringContaining('lacks its library libnss3.so'),
    remedy: expect.stringContaining('apt-get install'),
  })
})

test('a missing program comes with the package that brings it', () => {
  const one = { name: 'no-such-program', package: 'its-package', purpose: 'shows' }
  expect(checkPrerequisite(one, true)).toMatchObject({
    status: 'missing',
    required: true,
    // A command that asks nothing, and finds packages on a computer that never looked for any.
    remedy: expect.stringMatching(
      /^(sudo )?apt-get update && \1apt-get install -y --no-install-recommends its-package$/,
    ),
  })
  expect(checkPrerequisite({ ...one, name: 'sh' }, false)).toMatchObject({
    status: 'ok',
    required: false,
    remedy: null,
  })
})

test('a project without packages says how to get them', () => {
  expect(checkNode(folder)[1]).toMatchObject({ status: 'missing', remedy: 'npm ci --ignore-scripts' })
})
