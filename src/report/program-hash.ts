import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from '../project.ts'
import { rememberByKey } from '../remember.ts'

/** What runs in this process is what it was when it was read first. */
const fileHash = rememberByKey((file: string) => createHash('sha256').update(readFileSync(file)).digest('hex'))

/** A hash of the libraries and of the program's files that lie directly in some folders, so that what they made can be kept. */
export function programHash(folders: readonly string[]): string {
  const { root } = project()
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .sort()
      .map((name) => join(folder, name)),
  )
  const hash = createHash('sha256')
  for (const file of ['package-lock.json', ...files]) hash.update(`${file} ${fileHash(join(root, file))}\n`)
  return hash.digest('hex')
}
