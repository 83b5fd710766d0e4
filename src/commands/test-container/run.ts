import type { Session } from '../../command-line/session.ts'
import { runTool, tests } from '../project-tool.ts'

/**
 * The tests that need a container, which `npm test` leaves out.
 * @throws UserError `check` when one fails
 */
export async function run(_options: object, session: Session): Promise<void> {
  await runTool(tests('--project', 'image'), session)
}
