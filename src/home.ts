import { accessSync, constants, existsSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { project } from './project.ts'

/** The user’s home folder; null where none is known, since `homedir` throws for an id without an account. */
export function homeFolder(env: NodeJS.ProcessEnv = process.env): string | null {
  if (env.HOME) return env.HOME
  try {
    return homedir()
  } catch {
    return null
  }
}

/**
 * For what may be deleted at any time and is no clone’s own: `$XDG_CACHE_HOME`, or `~/.cache`. Where there is no home
 * folder that can be written to, as for a container’s user without an account, it lies in the data folder.
 */
export function cacheHome(env: NodeJS.ProcessEnv = process.env): string {
  if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME
  const home = homeFolder(env)
  if (home !== null && isWritable(path.join(home, '.cache', 'migration-lab'))) return path.join(home, '.cache')
  return path.join(project(env).data, 'cache')
}

/** The folder itself, or the nearest one above it that exists already. */
export function nearestFolder(folder: string): string {
  let existing = folder
  while (!existsSync(existing)) existing = path.dirname(existing)
  return existing
}

/** Whether a folder can be written to, or made. */
export function isWritable(folder: string): boolean {
  try {
    const nearest = nearestFolder(folder)
    accessSync(nearest, constants.W_OK)
    return statSync(nearest).isDirectory()
  } catch {
    return false
  }
}
