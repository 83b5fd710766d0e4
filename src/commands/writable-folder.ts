import { accessSync, constants, mkdirSync } from 'node:fs'
import { orStorageError } from '../data/storage-error.ts'
import { project } from '../project.ts'

/**
 * The folder for finished files, made where it is missing. Ask for it first: an unwritable one is to be found before
 * anything is done for it.
 * @throws UserError `data` where it can't be made or written to
 */
export function writableOut(): string {
  const { out } = project()
  return orStorageError(out, () => {
    mkdirSync(out, { recursive: true })
    accessSync(out, constants.W_OK)
    return out
  })
}
