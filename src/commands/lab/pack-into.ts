import { accessSync, constants, mkdirSync } from 'node:fs'
import path from 'node:path'
import { orStorageError } from '../../data/storage-error.ts'

/** The folder, made where it is missing: before anything is measured for it. @throws UserError `data` where nothing can be written there */
export function writableFolder(folder: string): string {
  orStorageError(folder, () => {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  })
  return folder
}

/** Packs a run into a folder, perhaps of another file system, where it appears as a whole; gives the file. @throws UserError `data` */
export async function packInto(folder: string, to: string): Promise<string> {
  const { packRun } = await import('../../data/archive.ts')
  const file = path.join(to, `${path.basename(folder)}.tar.gz`)
  await packRun(folder, file)
  return file
}
