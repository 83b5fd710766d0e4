import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the project keeps its things, whatever folder a command is called from. */
export interface Project {
  root: string
  /** Runs, and the lock of the lab. `LAB_DATA` moves it, e.g. to a larger disk. */
  data: string
  /** The run that comes with the repository. */
  example: string
  templates: string
  /** Finished reports. `LAB_OUT` moves it. */
  out: string
}

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** The folders of this clone; relative settings count from its root. */
export function project(env: NodeJS.ProcessEnv = process.env): Project {
  return {
    root,
    data: path.resolve(root, env.LAB_DATA || 'data'),
    example: path.join(root, 'data', 'example'),
    templates: path.join(root, 'templates'),
    out: path.resolve(root, env.LAB_OUT || 'out'),
  }
}
