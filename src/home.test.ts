import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { cacheHome, homeFolder, isWritable } from './home.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'home 家-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('what may be deleted lies below the home folder, or where XDG says', () => {
  expect(cacheHome({ HOME: folder })).toBe(path.join(folder, '.cache'))
  expect(cacheHome({ HOME: folder, XDG_CACHE_HOME: '/elsewhere' })).toBe('/elsewhere')
})

test('a home folder in which nothing can be made is not used', () => {
  expect(cacheHome({ HOME: '/dev/null/nobody', LAB_DATA: folder })).toBe(path.join(folder, 'cache'))
  expect(isWritable('/dev/null/nobody')).toBe(false)
  expect(isWritable(path.join(folder, 'not', 'yet'))).toBe(true)
})

test('without HOME the account says where home is', () => {
  expect(homeFolder({})).not.toBe('')
})
