import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { findBrowser } from '../setup/browser.ts'
import { checkBrowser, checkDisk, checkNode, checkPrerequisite } from './diagnoses.ts'

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

test('a folder that does not exist yet is measured on the disk where it will be', () => {
  expect(checkDisk('disk', path.join(folder, 'a', 'b'), 'LAB_DATA').evidence).toMatch(
    new RegExp(`GiB free at ${folder}$`),
  )
})

test('a missing program comes with the package that brings it', () => {
  const one = { name: 'no-such-program', package: 'its-package', purpose: 'shows' }
  expect(checkPrerequisite(one, true)).toMatchObject({
    status: 'missing',
    required: true,
    remedy: 'sudo apt-get install its-package',
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
