import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import type { FileNames } from '../../assignment/file-names.ts'
import { readChecked } from '../../data/load.ts'
import { orStorageError } from '../../data/storage-error.ts'
import { Checklist } from '../../film/checklist.ts'
import type { FilmFacts } from '../../inspection/film-faults.ts'
import { filmSeconds, isFaststart } from '../../inspection/video-file.ts'
import { tryRun } from '../../process.ts'
import { findProgram } from '../../setup/programs.ts'

/** The demo, where one lies beside the report, with the list of its steps. */
export async function findFilm(folder: string, names: FileNames): Promise<FilmFacts | null> {
  const name = [names.film, names.otherFilm].find((one) => existsSync(path.join(folder, one)))
  if (name === undefined) return null
  const file = path.join(folder, name)
  const header = orStorageError(file, () => {
    const handle = openSync(file, 'r')
    try {
      const { size } = statSync(file)
      const read = (offset: number, length: number) => {
        const buffer = Buffer.alloc(length)
        return buffer.subarray(0, readSync(handle, buffer, 0, length, offset))
      }
      return { bytes: size, seconds: filmSeconds(read, size), faststart: isFaststart(read, size) }
    } finally {
      closeSync(handle)
    }
  })
  return {
    file: name,
    ...header,
    checklist: readChecklist(path.join(folder, names.steps)),
    coding: await codingOf(file),
  }
}

/** @throws UserError `data` where the file is no list of steps */
function readChecklist(file: string): Checklist | null {
  return existsSync(file) ? readChecked(file, Checklist) : null
}

/** How the pictures are coded, where ffprobe is there to tell. */
async function codingOf(file: string): Promise<FilmFacts['coding']> {
  const ffprobe = findProgram('ffprobe')
  if (ffprobe === null) return null
  const { stdout } = await tryRun(
    [
      ffprobe,
      '-v',
      'quiet',
      '-select_streams',
      'v:0',
      '-show_entries',
      'stream=codec_name,pix_fmt',
      '-of',
      'csv=p=0',
      file,
    ],
    { timeoutMs: 30_000 },
  )
  const [codec = '', pixels = ''] = stdout.trim().split(',')
  return codec === '' ? null : { codec, pixels }
}
