import { lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { LoadedTrial } from './loaded-run.ts'

/** Trials that were read before, for whoever reads the same run again and again. */
export class KnownTrials {
  readonly #read = new Map<string, { stamp: string; trial: LoadedTrial }>()

  /**
   * The trial in a folder. Where its files are the ones that were read before, it is the very object, by which what was
   * made of it is known.
   */
  get(folder: string, read: () => LoadedTrial): LoadedTrial {
    // Before it is read: what is written meanwhile gives another stamp the next time.
    const stamp = stampOf(folder)
    const known = this.#read.get(folder)
    if (known !== undefined && known.stamp === stamp) return known.trial
    const trial = read()
    if (stamp !== null) this.#read.set(folder, { stamp, trial })
    return trial
  }
}

/** Names, sizes, places and times of the files in a folder: one that is written has another time. Null where it is no folder. */
function stampOf(folder: string): string | null {
  try {
    if (!lstatSync(folder).isDirectory()) return null
    return readdirSync(folder)
      .sort()
      .map((name) => {
        const { ino, size, mtimeNs, ctimeNs } = lstatSync(path.join(folder, name), { bigint: true })
        return [name, ino, size, mtimeNs, ctimeNs].join('\0')
      })
      .join('\n')
  } catch {
    return null
  }
}
