import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inputsHashes, notePrinted, printedBefore } from './printed.ts'
import type { Wanted } from './wanted.ts'

let folder: string
const at = (...parts: string[]) => path.join(folder, ...parts)
const wanted = (asked: Partial<Wanted> = {}): Wanted => ({
  identity: { id: '1', name: null },
  fileName: null,
  language: undefined,
  videoUrl: null,
  edition: 'core',
  html: false,
  example: false,
  out: at('out'),
  folder: at('run'),
  compareWith: null,
  ...asked,
})
const hash = (asked: Partial<Wanted> = {}) => inputsHashes(at('browser')).of(wanted(asked))

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'printed-'))
  mkdirSync(at('run', 'trials'), { recursive: true })
  writeFileSync(at('run', 'trials', 'a'), 'one')
  writeFileSync(at('browser'), 'a program')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('the hash of what a report is made of', () => {
  test('is the same for the same, and another one for other contents, names, wishes or another browser', () => {
    const first = hash()
    expect(first).not.toBeNull()
    expect(hash()).toBe(first)
    const seen = new Set([first, hash({ identity: { id: '1', name: 'Lin' } }), hash({ edition: 'full' })])
    writeFileSync(at('run', 'trials', 'a'), 'two')
    seen.add(hash())
    writeFileSync(at('run', 'trials', 'b'), '')
    seen.add(hash())
    writeFileSync(at('browser'), 'another program')
    seen.add(hash())
    expect(seen.size).toBe(6)
    expect([...seen]).not.toContain(null)
  })

  test('is that of a single report where several are made of the same', () => {
    const hashes = inputsHashes(at('browser'))
    const [first, second] = ['1', '2'].map((id) => hashes.of(wanted({ identity: { id, name: null } })))
    expect(first).toBe(hash())
    expect(second).toBe(hash({ identity: { id: '2', name: null } }))
    expect(second).not.toBe(first)
  })

  test('is none where a folder holds a link, or there is no browser', () => {
    symlinkSync(at('browser'), at('run', 'link'))
    expect(hash()).toBeNull()
    rmSync(at('run', 'link'))
    rmSync(at('browser'))
    expect(hash()).toBeNull()
  })
})

describe('what was printed before', () => {
  const report = { pdf: '1.pdf', run: 'r', bytes: 3, unsaid: [], warnings: [] }

  test('counts for the same inputs and untouched files alone', () => {
    writeFileSync(at('report.pdf'), 'pdf')
    notePrinted(at('note', 'report.json'), 'x', [at('report.pdf')], report)
    expect(printedBefore(at('note', 'report.json'), 'x')).toEqual(report)
    expect(printedBefore(at('note', 'report.json'), 'y')).toBeNull()
    expect(printedBefore(at('note', 'report.json'), null)).toBeNull()
    writeFileSync(at('report.pdf'), 'written by somebody')
    expect(printedBefore(at('note', 'report.json'), 'x')).toBeNull()
    rmSync(at('report.pdf'))
    expect(printedBefore(at('note', 'report.json'), 'x')).toBeNull()
  })

  test('is nothing where the note is none', () => {
    writeFileSync(at('note'), '{"inputs": "x"}')
    expect(printedBefore(at('note'), 'x')).toBeNull()
    expect(printedBefore(at('missing'), 'x')).toBeNull()
  })
})
