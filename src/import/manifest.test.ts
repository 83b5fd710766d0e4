import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isManifest, readManifest } from './manifest.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'manifest-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function written(text: string): string {
  const file = path.join(folder, 'manifest.json')
  writeFileSync(file, text)
  return file
}

test('files lie where the manifest names them, from its own folder', () => {
  const file = written(
    '{ "student": "林美", "files": [{ "file": "b/a.txt", "section": "B", "configuration": "kvm", "trial": 2 }] }',
  )
  expect(readManifest(file)).toEqual({
    student: '林美',
    files: [
      {
        path: path.join(folder, 'b', 'a.txt'),
        name: 'b/a.txt',
        placement: { section: 'B', configuration: 'kvm', trial: 2 },
      },
    ],
  })
})

test('is told from the output of iperf3', () => {
  expect(isManifest('{"files": []}')).toBe(true)
  expect(isManifest('{"start": {}, "end": {}}')).toBe(false)
  expect(isManifest('[ 5] local')).toBe(false)
})

test('may be broken, and is one all the same', () => {
  expect(isManifest('{ "files": [ { "file": "a.txt" }, ] }')).toBe(true)
  expect(isManifest('{"student": "Lin Mei", "files": [')).toBe(true)
  expect(isManifest('{"start": {')).toBe(false)
})

test.each([
  ['{"files": [{"file": "a"}, {"file": "b", "section": "Q"}]}', /manifest\.json, entry 2 of files, section: /],
  ['{"files": [{"section": "B"}]}', /entry 1 of files, file: /],
  ['{"files": [{"file": "a", "sektion": "B"}]}', /entry 1 of files: Unrecognized key: "sektion"/],
  ['{"files": [{"file": "a", "trial": 0}]}', /entry 1 of files, trial: /],
  ['{"files": [{"file": "a", "configuration": "raised"}]}', /entry 1 of files, configuration: /],
  ['{"files": []}', /files: Too small/],
  ['{"student": "a\\u001b[31m", "files": [{"file": "a"}]}', /student: /],
  ['{"files": [', /is not complete JSON: expected \{"files"/],
])('%s is refused', (text, message) => {
  expect(() => readManifest(written(text))).toThrow(
    expect.objectContaining({ code: 'data', message: expect.stringMatching(message) }),
  )
})
