import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { UserError } from '../errors.ts'
import { isOwnFolder, readChecked, readText } from './load.ts'
import { type CastEvent, type FilmScene, type LoadedRecording, Recording } from './recording-schema.ts'
import { stampOf } from './stamp.ts'
import { orStorageError } from './storage-error.ts'
import { writeAtomically } from './store.ts'

const recordingsFolder = (runFolder: string) => path.join(runFolder, 'recordings')

/** An empty folder for a recording, named after the time at which it begins. */
export function createRecordingFolder(runFolder: string, recordedAt: Date): string {
  isOwnFolder(recordingsFolder(runFolder))
  const folder = path.join(recordingsFolder(runFolder), stampOf(recordedAt.toISOString()))
  return orStorageError(folder, () => {
    mkdirSync(folder, { recursive: true })
    return folder
  })
}

/** Writes recording.json, which makes the recording count: call it last. */
export function writeRecording(folder: string, recording: Recording): void {
  writeAtomically(path.join(folder, 'recording.json'), `${JSON.stringify(recording, null, 2)}\n`)
}

/**
 * The newest complete recording of a scene in a run and the folder that it lies in, or null.
 * @throws UserError `data` where its files can't be read
 */
export function latestRecording(
  runFolder: string,
  scene: FilmScene = 'migration',
): { folder: string; recording: LoadedRecording } | null {
  const parent = recordingsFolder(runFolder)
  if (!isOwnFolder(parent)) return null
  for (const name of readdirSync(parent).sort().reverse()) {
    const folder = path.join(parent, name)
    isOwnFolder(folder)
    if (!existsSync(path.join(folder, 'recording.json'))) continue
    const recording = readChecked(path.join(folder, 'recording.json'), Recording)
    if (recording.status !== 'complete' || recording.scene !== scene) continue
    const casts = new Map(recording.terminals.map(({ id }) => [id, readCast(path.join(folder, `${id}.cast`))]))
    return { folder, recording: { recording, casts } }
  }
  return null
}

/** What a terminal showed. @throws UserError `data` naming file and line where it is no asciicast of version 2 */
function readCast(file: string): CastEvent[] {
  const [head = '', ...lines] = readText(file)
    .split('\n')
    .filter((line) => line !== '')
  const bad = (line: number) =>
    new UserError('data', `${file}, line ${line}, is not what an asciicast of version 2 has there.`)
  if (!/"version":\s*2\b/.test(head)) throw bad(1)
  let last = 0
  return lines.flatMap((line, index): CastEvent[] => {
    let event: unknown
    try {
      event = JSON.parse(line)
    } catch {
      throw bad(index + 2)
    }
    const [s, kind, data] = Array.isArray(event) ? (event as unknown[]) : []
    if (typeof s !== 'number' || s < last || typeof kind !== 'string' || typeof data !== 'string') throw bad(index + 2)
    last = s
    return kind === 'o' ? [[s, data]] : []
  })
}
