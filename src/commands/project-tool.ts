import path from 'node:path'
import type { Session } from '../command-line/session.ts'
import { UserError } from '../errors.ts'
import { attempt } from '../process.ts'
import { project } from '../project.ts'

/**
 * Runs a tool of node_modules under this Node; its output is the command's.
 * @param what the sentence's subject where it fails: `A test`
 * @throws UserError `check` when it fails
 */
export async function runTool(
  script: string,
  args: readonly string[],
  what: string,
  { signal }: Session,
): Promise<void> {
  const { root } = project()
  const argv = [process.execPath, path.join(root, 'node_modules', script), ...args]
  const outcome = await attempt(argv, { cwd: root, signal, output: 'inherit' })
  signal.throwIfAborted()
  if (outcome.failure !== null) throw new UserError('check', `${what} failed, as it says above.`)
}

/** @throws UserError `check` where the types don't fit */
export async function checkTypes(session: Session): Promise<void> {
  await runTool('typescript/bin/tsc', ['-p', project().root], 'The type check', session)
}
