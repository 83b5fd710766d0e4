import path from 'node:path'

/**
 * Where a file lies that somebody named on the command line. `npm run` starts commands in the project's folder, and says in
 * which folder it was typed itself.
 */
export function fromUser(file: string, env: NodeJS.ProcessEnv = process.env): string {
  const typedIn = env.npm_lifecycle_event === 'import' ? env.INIT_CWD : undefined
  return path.resolve(typedIn ?? '', file)
}
