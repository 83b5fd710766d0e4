import { watch } from 'node:fs'

/** Editors write a file in several steps; those within this time count as one change. */
const SETTLE_MS = 15

/** Calls back after each change below a folder, until it is disposed of. */
export function watchFolder(folder: string, changed: () => void): Disposable {
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(changed, SETTLE_MS)
  })
  // A folder that is removed ends its own watching; the preview goes on with what it has.
  watcher.on('error', () => watcher.close())
  return {
    [Symbol.dispose]() {
      clearTimeout(timer)
      watcher.close()
    },
  }
}
