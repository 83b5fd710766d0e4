import { watch } from 'node:fs'

/** Editors write a file in several steps; those within this time count as one change. */
const SETTLE_MS = 15

/** Calls back after each change below a folder with the names of what changed, until it is disposed of. */
export function watchFolder(folder: string, changed: (names: ReadonlySet<string>) => void): Disposable {
  let timer: NodeJS.Timeout | undefined
  let names = new Set<string>()
  const watcher = watch(folder, { recursive: true }, (_, name) => {
    if (name !== null) names.add(name)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const settled = names
      names = new Set()
      changed(settled)
    }, SETTLE_MS)
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
