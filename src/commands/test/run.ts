import type { Session } from '../../command-line/session.ts'
import { ensurePackages } from '../../setup/packages.ts'
import { checkStatically, runTool, tests } from '../project-tool.ts'
import type { Options } from './options.ts'

/**
 * Set-up, checks of the code, tests: the quick ones first. The last line of standard output counts the tests.
 * @throws UserError `check` when a test fails
 */
export async function run(_options: Options, session: Session, files: readonly string[]): Promise<void> {
  await ensurePackages('test', session.signal)
  await checkStatically(session)
  await runTool(tests('--project', '!image', ...files), session)
}
