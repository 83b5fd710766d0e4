import path from 'node:path'
import { UserError } from '../errors.ts'
import { attempt } from '../process.ts'
import { project } from '../project.ts'
import { ensurePackages } from '../setup/packages.ts'
import type { Session } from './session.ts'

/** Runs a tool of node_modules under this Node; its output is the command's. @throws UserError `check` when it fails */
async function runTool(script: string, args: readonly string[], what: string, { signal }: Session): Promise<void> {
  const { root } = project()
  const argv = [process.execPath, path.join(root, 'node_modules', script), ...args]
  const outcome = await attempt(argv, { cwd: root, signal, output: 'inherit' })
  signal.throwIfAborted()
  if (outcome.failure !== null) throw new UserError('check', `${what} failed, as it says above.`)
}

/** @throws UserError `check` where the types don't fit */
export async function typecheck(session: Session): Promise<void> {
  await runTool('typescript/bin/tsc', ['-p', project().root], 'The type check', session)
}

/**
 * Set-up, type check, tests. The last line of standard output counts the tests.
 * @throws UserError `check` when a test fails
 */
export async function test(files: readonly string[], session: Session): Promise<void> {
  await ensurePackages('test', session.signal)
  await typecheck(session)
  const config = path.join(project().root, 'src', 'testing', 'vitest.config.ts')
  await runTool('vitest/vitest.mjs', ['run', '--config', config, ...files], 'A test', session)
}
