import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'

/** Full path of a program, as a shell would find it, or null. Debian keeps some of ours in sbin. */
export function findProgram(name: string, env: NodeJS.ProcessEnv = process.env): string | null {
  const folders = [...(env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/sbin']
  const candidates = folders.filter((folder) => path.isAbsolute(folder)).map((folder) => path.join(folder, name))
  return candidates.find(isExecutable) ?? null
}

/** Whether a path is a file that this user may execute. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return statSync(file).isFile()
  } catch {
    return false
  }
}
