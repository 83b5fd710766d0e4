import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { digestOfFiles, FolderDigests } from './folder-digests.ts'

let folder: string
const at = (...parts: string[]) => path.join(folder, ...parts)
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'digests-'))
  mkdirSync(at('inner'))
  writeFileSync(at('inner', 'b'), 'two')
  writeFileSync(at('inner', 'a'), 'one')
})
afterEach(() => rmSync(folder, { recursive: true }))

test('a folder of files has the digest of these files, wherever it lies', () => {
  const files = new Map([
    ['a', Buffer.from('one')],
    ['b', Buffer.from('two')],
  ])
  expect(new FolderDigests().of(at('inner'))).toBe(digestOfFiles(files))
  expect(digestOfFiles(new Map([...files].reverse()))).toBe(digestOfFiles(files))
})

test('other content, names, borders between files and places are another digest', () => {
  const seen = new Set<string>()
  const add = () => seen.add(new FolderDigests().of(folder))
  add()
  writeFileSync(at('inner', 'a'), 'onetwo')
  writeFileSync(at('inner', 'b'), '')
  add()
  rmSync(at('inner', 'b'))
  add()
  writeFileSync(at('a'), 'onetwo')
  add()
  rmSync(at('inner', 'a'))
  add()
  rmSync(at('inner'), { recursive: true })
  add()
  expect(seen.size).toBe(6)
})

test('folders within one that was read are known, others are not, and what is left out does not count', () => {
  const digests = new FolderDigests(/\.test$/)
  expect(digests.known(at('inner'))).toBeNull()
  digests.of(folder)
  expect(digests.known(at('inner'))).toBe(new FolderDigests().of(at('inner')))
  writeFileSync(at('inner', 'c.test'), 'three')
  expect(new FolderDigests(/\.test$/).of(folder)).toBe(digests.of(folder))
})

test('a folder with a link has none', () => {
  symlinkSync(at('inner', 'a'), at('inner', 'link'))
  expect(() => new FolderDigests().of(folder)).toThrow('neither a file nor a folder')
})
