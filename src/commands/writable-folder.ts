import { accessSync, constants, mkdirSync } from 'node:fs'
import { orStorageError } from '../data/storage-error.ts'
import { project } from '../project.ts'

/**
 * A folder for what is to be written, made where it is missing. Ask for it first: an unwritable one is to be found before
 * anything is done for it.
 * @throws UserError `data` where it can't be made or written to
 */
export function writableFolder(folder: string): string {
  return orStorageError(folder, () => {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    return folder
  })
}

/** The folder for finished files. @throws UserError `data` as above */
export const writableOut = (): string => writableFolder(project().out)
