import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { syntheticRecording } from '../testing/synthetic/recording.ts'
import type { FilmScene } from './recording-schema.ts'
import { createRecordingFolder, latestRecording, writeRecording } from './recordings.ts'

let run: string
beforeEach(() => {
  run = mkdtempSync(path.join(tmpdir(), 'recordings-'))
})
afterEach(() => rmSync(run, { recursive: true }))

const { recording, casts } = syntheticRecording()

function store(recordedAt: string, status: 'complete' | 'failed' = 'complete', scene: FilmScene = 'migration'): string {
  const folder = createRecordingFolder(run, new Date(recordedAt))
  for (const [id, events] of casts) {
    writeFileSync(
      path.join(folder, `${id}.cast`),
      `{"version": 2, "width": 80, "height": 25}\n${events.map(([s, data]) => `${JSON.stringify([s, 'o', data])}\n`).join('')}`,
    )
  }
  writeRecording(folder, { ...recording, recordedAt, scene, status })
  return folder
}

test('a run without recordings has none', () => expect(latestRecording(run)).toBeNull())

test('the newest complete recording counts, as it was written', () => {
  store('2026-01-01T00:00:00.000Z')
  const folder = store('2026-01-02T00:00:00.000Z')
  store('2026-01-03T00:00:00.000Z', 'failed')
  createRecordingFolder(run, new Date('2026-01-04T00:00:00.000Z')) // stopped before its end was written
  const latest = latestRecording(run)
  expect(latest?.folder).toBe(folder)
  expect(latest?.recording.recording.recordedAt).toBe('2026-01-02T00:00:00.000Z')
  expect(latest?.recording.casts).toEqual(casts)
})

test('each scene has its newest one, and a recording from before there were scenes shows Tasks 1 to 3', () => {
  const before = store('2026-01-01T00:00:00.000Z')
  const file = path.join(before, 'recording.json')
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^ *"scene": "migration",\n/m, ''))
  expect(readFileSync(file, 'utf8')).not.toContain('scene')
  expect(latestRecording(run, 'colo')).toBeNull()
  const colo = store('2026-01-02T00:00:00.000Z', 'complete', 'colo')
  expect(latestRecording(run)?.folder).toBe(before)
  expect(latestRecording(run, 'colo')?.folder).toBe(colo)
})

test.each<[string, (file: string) => void, RegExp]>([
  ['is missing', (file) => rmSync(file), /host1\.cast is missing/],
  [
    'has a broken line',
    (file) => appendFileSync(file, '[9999, "o", \n'),
    /host1\.cast, line \d+, is not what an asciicast/,
  ],
  ['goes back in time', (file) => appendFileSync(file, '[0, "o", "x"]\n'), /host1\.cast, line \d+, is not what/],
  ['is of another version', (file) => writeFileSync(file, '{"version": 3}\n'), /host1\.cast, line 1, is not what/],
])('a cast that %s is an error with its place', (_, damage, message) => {
  damage(path.join(store('2026-01-02T00:00:00.000Z'), 'host1.cast'))
  expect(() => latestRecording(run)).toThrow(
    expect.objectContaining({ code: 'data', message: expect.stringMatching(message) }),
  )
})

test('a recording that is a link, or lies in one, is not read, and none is put behind a link', () => {
  const elsewhere = mkdtempSync(path.join(tmpdir(), 'elsewhere-'))
  const refused = expect.objectContaining({
    code: 'data',
    message: expect.stringMatching(/is not a folder|is a symbolic link/),
  })
  try {
    const folder = store('2026-01-02T00:00:00.000Z')
    renameSync(folder, path.join(elsewhere, 'there'))
    symlinkSync(path.join(elsewhere, 'there'), folder)
    expect(() => latestRecording(run)).toThrow(refused)
    rmSync(path.dirname(folder), { recursive: true })
    symlinkSync(elsewhere, path.dirname(folder))
    expect(() => latestRecording(run)).toThrow(refused)
    expect(() => createRecordingFolder(run, new Date())).toThrow(refused)
    expect(readdirSync(elsewhere)).toEqual(['there'])
    rmSync(path.dirname(folder))
    const cast = path.join(store('2026-01-02T00:00:00.000Z'), 'host1.cast')
    renameSync(cast, path.join(elsewhere, 'host1.cast'))
    symlinkSync(path.join(elsewhere, 'host1.cast'), cast)
    expect(() => latestRecording(run)).toThrow(refused)
  } finally {
    rmSync(elsewhere, { recursive: true })
  }
})

test('a terminal whose name leads elsewhere is no terminal', () => {
  const folder = store('2026-01-02T00:00:00.000Z')
  const text = readFileSync(path.join(folder, 'recording.json'), 'utf8')
  writeFileSync(path.join(folder, 'recording.json'), text.replaceAll('"host1"', '"../../host1"'))
  expect(() => latestRecording(run)).toThrow(
    expect.objectContaining({ code: 'data', message: expect.stringContaining('terminals') }),
  )
})
