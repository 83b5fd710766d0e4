import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { CHECKSUMS, verifyChecksums, writeChecksums } from './checksums.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'checksums-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const NAMES = ['root.ext2', 'vmlinuz']
const signal = new AbortController().signal
const file = (name: string) => path.join(folder, name)

async function built() {
  for (const name of NAMES) writeFileSync(file(name), name.repeat(1000))
  await writeChecksums(folder, NAMES, signal)
}

test('images that are as they were built pass, by the sums that sha256sum knows', async () => {
  await built()
  await expect(verifyChecksums(folder, NAMES, signal)).resolves.toBeUndefined()
  expect(readFileSync(file(CHECKSUMS), 'utf8')).toMatch(/^[0-9a-f]{64} {2}root\.ext2\n[0-9a-f]{64} {2}vmlinuz\n$/)
})

test.each([
  ['a changed byte', () => writeFileSync(file('vmlinuz'), `V${'vmlinuz'.repeat(1000).slice(1)}`)],
  ['a file cut short', () => truncateSync(file('vmlinuz'), 10)],
  ['a missing file', () => rmSync(file('vmlinuz'))],
])('%s is found, named, and has the images built anew', async (_, damage) => {
  await built()
  damage()
  await expect(verifyChecksums(folder, NAMES, signal)).rejects.toThrow(new RegExp(`${file('vmlinuz')} is damaged`))
  expect(existsSync(file(CHECKSUMS))).toBe(false)
})

test('what was written down with the images is read as well', async () => {
  await built()
  await expect(verifyChecksums(folder, ['root.ext2'], signal)).resolves.toBeUndefined()
  rmSync(file('vmlinuz'))
  await expect(verifyChecksums(folder, ['root.ext2'], signal)).rejects.toThrow(`${file('vmlinuz')} is damaged`)
})

test('it stops with the lab', async () => {
  await built()
  await expect(verifyChecksums(folder, NAMES, AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
  expect(existsSync(file(CHECKSUMS))).toBe(true)
})
