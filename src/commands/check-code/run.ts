import type { Session } from '../../command-line/session.ts'
import { checkStatically, runTool, tests } from '../project-tool.ts'

/**
 * What whoever changes the code runs before each commit.
 * @throws UserError `check` at the first that fails
 */
export async function run(_options: object, session: Session): Promise<void> {
  await checkStatically(session)
  await runTool(tests('--project', 'unit'), session)
}
