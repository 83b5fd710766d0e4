import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { project } from '../../project.ts'

export interface CommandResult {
  /** null where it was ended by a signal, as after `timeoutMs`. */
  status: number | null
  stdout: string
  stderr: string
}

interface Given {
  /** The clone whose command line it is; by default this one. */
  clone?: string
  /** Where it is run; by default in `folder`. */
  cwd?: string
  /** Added to the environment. */
  env?: Record<string, string>
  /** Whether it has this process's environment, or of that no more than the search path and where compiled code lies. */
  inherits?: boolean
  timeoutMs?: number
}

/** Whoever runs a command to its end, told otherwise for that one call where `more` says so. */
export type RunCommand = (argv: readonly string[], more?: Given) => CommandResult

/** Where Node keeps what it has compiled of a clone, as `npm run` has it: a command begins in a third of the time. */
const compiledOf = (clone: string): string =>
  clone === project().root ? path.join(clone, 'node_modules', '.cache', 'compiled') : path.join(clone, '.compiled')

/**
 * For tests: runs commands of the project to their end, without a terminal, with `data` and `out` of `folder` for its runs and
 * reports.
 */
export const commandIn =
  (folder: string, usual: Given = {}): RunCommand =>
  (argv, more = {}) => {
    const { clone = project().root, cwd = folder, inherits = true, timeoutMs = 180_000 } = { ...usual, ...more }
    const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(clone, 'src', 'cli.ts'), ...argv], {
      encoding: 'utf8',
      cwd,
      timeout: timeoutMs,
      env: {
        ...(inherits ? process.env : { PATH: process.env.PATH, HOME: folder }),
        NODE_COMPILE_CACHE: compiledOf(clone),
        LAB_DATA: path.join(folder, 'data'),
        LAB_OUT: path.join(folder, 'out'),
        ...usual.env,
        ...more.env,
      },
    })
    return { status, stdout, stderr }
  }
