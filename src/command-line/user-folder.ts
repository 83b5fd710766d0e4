import path from 'node:path'

/** Scripts of npm whose commands are given files; within another one, as in tests, they are called by programs. */
const TAKE_FILES: ReadonlySet<string> = new Set(['import', 'report', 'check', 'lab'])

/**
 * Where a file lies that somebody named on the command line. `npm run` starts commands in the project's folder, and says in
 * which folder it was typed itself.
 */
export function fromUser(file: string, env: NodeJS.ProcessEnv = process.env): string {
  const typedIn = TAKE_FILES.has(env.npm_lifecycle_event ?? '') ? env.INIT_CWD : undefined
  return path.resolve(typedIn ?? '', file)
}
