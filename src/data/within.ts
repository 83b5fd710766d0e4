import { realpathSync } from 'node:fs'
import { isAbsolute, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Whether a path leads to something below a folder; links on the way are followed, so that none leads out of it. */
export function isWithin(file: string, folder: string): boolean {
  try {
    const inside = relative(realpathSync(folder), realpathSync(file))
    return inside !== '' && !isAbsolute(inside) && !/^\.\.(\/|$)/.test(inside)
  } catch {
    return false
  }
}

/** The same for the address of a file. */
export function fileWithin(url: string, folder: string): boolean {
  try {
    return isWithin(fileURLToPath(url), folder)
  } catch {
    return false
  }
}
