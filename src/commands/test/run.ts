import path from 'node:path'
import type { Session } from '../../command-line/session.ts'
import { project } from '../../project.ts'
import { ensurePackages } from '../../setup/packages.ts'
import { checkTypes, runTool } from '../project-tool.ts'
import type { Options } from './options.ts'

/**
 * Set-up, type check, tests. The last line of standard output counts the tests.
 * @throws UserError `check` when a test fails
 */
export async function run(_options: Options, session: Session, files: readonly string[]): Promise<void> {
  await ensurePackages('test', session.signal)
  await checkTypes(session)
  const config = path.join(project().root, 'src', 'testing', 'vitest.config.ts')
  await runTool('vitest/vitest.mjs', ['run', '--config', config, ...files], 'A test', session)
}
