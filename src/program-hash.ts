import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { project } from './project.ts'

/** A hash of the libraries and of the program's files that lie directly in some folders, so that what they made can be kept. */
export function programHash(folders: readonly string[]): string {
  const { root } = project()
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of folders) {
    const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    for (const name of names.sort()) hash.update(`${name}\0`).update(readFileSync(join(root, folder, name)))
  }
  return hash.digest('hex')
}
